import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { need, type Running, running, runOnce } from './child.ts';
import { temporaryFolder } from './clean-up.ts';

const CUPS = '/usr/lib/cups';

/**
 * A real cupsd in a folder of its own, with a queue `page`: Debian's PDF driver and filters, and at its end a backend of
 * ours in place of the cable, which says to cupsd what a printer says.
 */
export interface RealCups {
  readonly socket: string;
  readonly cupsd: () => Running;
  start(): Promise<void>;
  /** Stopped in order and started again: everything so far is in its files, as it is on a kiosk that was set up long ago. */
  restart(): Promise<void>;
  /** Runs one of CUPS' own programs against it. */
  run(program: string, ...args: string[]): Promise<{ readonly code: number; readonly output: string }>;
  addQueue(name: string, uri: string, model: string): Promise<void>;
  /** What the printer of `page` says: reasons as in printer-state-reasons; while there is one it prints nothing. */
  says(...reasons: string[]): void;
  /** What it mentions while it prints all the same, or mentions no more. */
  mentions(reason: string, on: boolean): void;
  /** Makes the queue `page` anew after it was removed. */
  again(): Promise<void>;
  /** The next job of `page` ends with this exit code of the backend (1 failed, 4 stop the queue, 5 cancel). */
  breaksWith(code: number | null): void;
  /** Documents of jobs, printed or not, that it keeps in its folder. */
  documents(): readonly string[];
  /** What came out of `page`, as PDF files in the order of their jobs. */
  pages(): readonly string[];
}

/** Backends are told apart by their URI's scheme; the folder behind it is where the test says what goes wrong. */
const BACKEND = `#!/bin/sh
[ $# -eq 0 ] && exit 0
folder=\${DEVICE_URI#taanuu:}
said=
while [ -s "$folder/reasons" ]; do
  now=$(cat "$folder/reasons")
  [ "$now" = "$said" ] || { [ -z "$said" ] || echo "STATE: -$said" >&2; echo "STATE: +$now" >&2; said=$now; }
  sleep 0.1
done
[ -z "$said" ] || echo "STATE: -$said" >&2
[ -f "$folder/mentions" ] && echo "STATE: $(cat "$folder/mentions")" >&2
[ -f "$folder/exit" ] && exit "$(cat "$folder/exit")"
cat > "$folder/out/$(printf %05d "$1").part"
mv "$folder/out/$(printf %05d "$1").part" "$folder/out/$(printf %05d "$1").pdf"
`;

export async function realCups(): Promise<RealCups> {
  need('/usr/sbin/cupsd', 'cups-daemon');
  need('/usr/bin/lpstat', 'cups-client');
  need(`${CUPS}/filter/pdftopdf`, 'cups-filters');
  const folder = temporaryFolder();
  const own = (name: string) => join(folder, name);
  const socket = own('sock');
  const root = process.getuid?.() === 0;
  // cupsd gives up root for its filters and backends; they must be able to write here.
  const [lp] = root ? (/^lp:x?:\d*:(\d+)/m.exec(readFileSync('/etc/passwd', 'utf8'))?.slice(1).map(Number) ?? []) : [];
  const user = root ? 'lp' : userInfo().username;
  chmodSync(folder, 0o755);
  for (const name of ['spool', 'spool/tmp', 'cache', 'state', 'log', 'printer', 'printer/out', 'bin', 'bin/backend']) {
    mkdirSync(own(name));
    if (lp !== undefined) chownSync(own(name), 0, lp);
    // cupsd runs no backend out of a folder that others may write to.
    chmodSync(own(name), name.startsWith('bin') ? 0o755 : 0o775);
  }
  if (lp !== undefined) chownSync(own('printer/out'), lp, lp);
  for (const name of readdirSync(CUPS)) if (name !== 'backend') symlinkSync(join(CUPS, name), own(`bin/${name}`));
  symlinkSync(join(CUPS, 'backend/socket'), own('bin/backend/socket'));
  writeFileSync(own('bin/backend/taanuu'), BACKEND);
  chmodSync(own('bin/backend/taanuu'), 0o755);
  writeFileSync(
    own('cups-files.conf'),
    [
      `ServerRoot ${folder}`,
      `RequestRoot ${own('spool')}`,
      `TempDir ${own('spool/tmp')}`,
      `CacheDir ${own('cache')}`,
      `StateDir ${own('state')}`,
      `ServerBin ${own('bin')}`,
      'DataDir /usr/share/cups',
      ...['Access', 'Error', 'Page'].map((log) => `${log}Log ${own(`log/${log}`)}`),
      `User ${user}`,
      ...(root ? ['Group lp', 'SystemGroup root'] : []),
      '',
    ].join('\n'),
  );
  // The rules of Debian's own configuration for what the driver asks: a job is cancelled by its owner only.
  const conf = `Listen ${socket}
Browsing No
WebInterface No
DefaultAuthType Basic
ErrorPolicy retry-current-job
JobRetryInterval 2
<Location />
  Order allow,deny
</Location>
<Policy default>
  <Limit Cancel-Job>
    AuthType Default
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`;
  writeFileSync(own('cupsd.conf'), conf);
  const env = { CUPS_SERVER: socket, LC_ALL: 'C.UTF-8' };
  let cupsd: Running;
  const run = (program: string, ...args: string[]) => runOnce(program, args, env);
  const start = async () => {
    rmSync(socket, { force: true });
    cupsd = running('/usr/sbin/cupsd', ['-f', '-c', own('cupsd.conf'), '-s', own('cups-files.conf')], {});
    for (let tries = 0; tries < 100; tries++) {
      if (existsSync(socket) && (await run('/usr/bin/lpstat', '-r')).output.includes('is running')) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`cupsd does not start: ${cupsd.said()}\n${readFileSync(own('log/Error'), 'utf8')}`);
  };
  const addQueue = async (name: string, uri: string, model: string) => {
    const { code, output } = await run('/usr/sbin/lpadmin', '-p', name, '-E', '-v', uri, '-m', model);
    if (code !== 0) throw new Error(`lpadmin: ${output}`);
  };
  const again = () => addQueue('page', `taanuu:${own('printer')}`, 'lsb/usr/cupsfilters/Generic-PDF_Printer-PDF.ppd');
  await start();
  await again();
  return {
    socket,
    cupsd: () => cupsd,
    start,
    restart: async () => {
      await cupsd.stop();
      await start();
    },
    run,
    addQueue,
    says: (...reasons) => writeFileSync(own('printer/reasons'), reasons.join(',')),
    mentions: (reason, on) => writeFileSync(own('printer/mentions'), `${on ? '+' : '-'}${reason}`),
    again,
    breaksWith: (code) => {
      if (code === null) rmSync(own('printer/exit'), { force: true });
      else writeFileSync(own('printer/exit'), String(code));
    },
    documents: () => readdirSync(own('spool')).filter((name) => /^d\d/.test(name)),
    pages: () =>
      readdirSync(own('printer/out'))
        .filter((name) => name.endsWith('.pdf'))
        .sort()
        .map((name) => own(`printer/out/${name}`)),
  };
}
