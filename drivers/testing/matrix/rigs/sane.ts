import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptInPlace, testBackend } from '../../../scanner/sane.fixture.ts';
import { SANE_LIMITS, SaneScanner } from '../../../scanner/sane.ts';
import { afterTest } from '../../clean-up.ts';
import { machineTime, type Rig, type Row } from '../rig.ts';

/**
 * Before the real `scanimage` with SANE's test backend stands a script: it gives the backend the name of a USB scanner
 * whose address can change, and does what is written in a file instead of, or with, the real one.
 */
const SCRIPT = `
address=$(cat "$folder/address")
if [ "$1" = -f ]; then
  [ -f "$folder/out" ] || printf 'genesys:libusb:001:%s\\tExample\\tScanner\\n' "$address"
  exit 0
fi
case $1 in
  --device-name=genesys:libusb:001:$address) shift;;
  *) echo "scanimage: open of device genesys failed: Invalid argument" >&2; exit 1;;
esac
if [ -f "$folder/out" ]; then echo "scanimage: open of device genesys failed: Invalid argument" >&2; exit 1; fi
if [ -f "$folder/any" ]; then . "$folder/any"; fi
if [ "$1" != -A ] && [ -f "$folder/scan" ]; then . "$folder/scan"; fi
if [ "$1" != -A ]; then touch "$folder/scanning"; fi
exec scanimage --device-name=test:0 "$@" $extra`;

interface SaneRig extends Rig {
  readonly folder: string;
  source: 'flatbed' | 'feeder';
}

const short = { list: 10_000, options: 2_500, quiet: 3_000, scan: 20_000, heartbeat: 400, again: 300 };

const write =
  (file: string, text: string) =>
  ({ folder }: SaneRig) =>
    writeFileSync(join(folder, file), text);
const remove =
  (file: string) =>
  ({ folder }: SaneRig) =>
    rmSync(join(folder, file), { force: true });
/** The scanner answers a scan so, as the test backend does on request. */
const says = (status: string) => write('scan', `extra="--read-return-value=SANE_STATUS_${status}"`);
const hangs = "trap '' TERM; while :; do sleep 0.1; done";

export const sane: Row<SaneRig> = {
  device: 'sane',
  behind: 'real scanimage with SANE’s test backend',
  make: async ({ short: isShort }) => {
    const env = testBackend();
    const { program, folder } = scriptInPlace(SCRIPT);
    writeFileSync(join(folder, 'address'), '004');
    const limits = isShort ? short : SANE_LIMITS;
    const device = new SaneScanner({
      device: 'genesys:libusb:001:004',
      program,
      env,
      limits,
      watchdog: isShort ? { afterError: 100, kill: 200 } : {},
    });
    afterTest(() => device.close());
    device.open();
    const rig: SaneRig = {
      device,
      folder,
      source: 'flatbed',
      time: machineTime,
      work: async () => {
        const result = await device.scan({ source: rig.source, dpi: 50, maxPages: 1 });
        return result.ok ? null : result.error;
      },
    };
    return rig;
  },
  cells: {
    unplugged: { told: 'scanner.missing', inject: write('out', ''), mend: remove('out') },
    'plugged-in-anew': {
      told: 'ridden',
      also: ['scanner.missing'],
      inject: async (rig) => {
        write('out', '')(rig);
        await rig.time.until(() => false, 300);
        remove('out')(rig);
        await rig.time.until(() => rig.device.status.state === 'ready', 30_000);
      },
      mend: () => {},
    },
    'unplugged-in-work': { told: 'scanner.io-error', by: 'work', inject: says('IO_ERROR'), mend: remove('scan') },
    silent: { told: 'scanner.timed-out', inject: write('any', 'exec sleep 300'), mend: remove('any') },
    slow: {
      told: 'ridden',
      inject: write('any', 'sleep 0.5; extra="--read-delay=yes --read-delay-duration=2000"'),
      mend: remove('any'),
    },
    'too-slow': { told: 'scanner.timed-out', inject: write('any', 'sleep 60'), mend: remove('any') },
    garbage: {
      told: 'scanner.page-broken',
      by: 'work',
      inject: write('scan', 'exec cat /dev/zero'),
      mend: remove('scan'),
    },
    'no-such-name': {
      told: 'scanner.missing',
      inject: write('any', 'set -- "$@"; exec scanimage --device-name=test:7 "$@"'),
      mend: remove('any'),
    },
    busy: { told: 'scanner.busy', by: 'work', inject: says('DEVICE_BUSY'), mend: remove('scan') },
    'paper-out': {
      told: 'scanner.no-documents',
      by: 'work',
      inject: (rig) => {
        rig.source = 'feeder';
        says('NO_DOCS')(rig);
      },
      mend: (rig) => {
        rig.source = 'flatbed';
        remove('scan')(rig);
      },
    },
    jam: { told: 'scanner.jammed', by: 'work', inject: says('JAMMED'), mend: remove('scan') },
    cover: { told: 'scanner.cover-open', by: 'work', inject: says('COVER_OPEN'), mend: remove('scan') },
    broken: { told: 'scanner.out-of-memory', by: 'work', inject: says('NO_MEM'), mend: remove('scan') },
    moved: {
      told: 'ridden',
      also: ['scanner.missing'],
      inject: async (rig) => {
        write('address', '007')(rig);
        await rig.time.until(() => rig.device.status.state !== 'ready', 60_000);
        await rig.time.until(() => rig.device.status.state === 'ready', 60_000);
      },
      mend: () => {},
    },
    'helper-hung': { told: 'scanner.timed-out', by: 'work', inject: write('scan', hangs), mend: remove('scan') },
    'helper-missing': {
      told: 'scanner.part-missing',
      inject: ({ folder }) => renameSync(join(folder, 'scanimage'), join(folder, 'away')),
      mend: ({ folder }) => renameSync(join(folder, 'away'), join(folder, 'scanimage')),
    },
  },
};
