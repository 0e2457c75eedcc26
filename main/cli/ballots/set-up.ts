import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BallotConfig, ballotConfigSchema, readBallotConfig } from '../../ballot/config.ts';
import { BALLOT_USER, ballotFolders, makeBallotHouse } from '../../ballot/house.ts';
import { readKioskFile } from '../../identification/config.ts';
import { fieldOf } from '../../package/commission.ts';
import { lockFolder } from '../../storage/lock.ts';
import { replaceText } from '../../storage/whole-file.ts';
import { type Given, need, WrongUse } from '../frame.ts';
import { type CommandIo, EXIT, Refused } from '../io.ts';

/** Of one sitting; with the copy that is drawn after the close about 200 MB on the disk. */
const SIZE = { capacity: 3_000, slotBytes: 32_768 } as const;

/**
 * `taanuu ballots set-up`: puts a ballot zone beside the identification zone of this kiosk, or says of one that is there
 * where its devices are now. What is not said of one that is there stays as it was.
 */
export async function setUpZone(given: Given<'json'>, io: CommandIo): Promise<number> {
  const state = resolve(need(given, 'state'));
  const kiosk = readKioskFile(state);
  if (!kiosk.ok) throw new Refused(kiosk.error);
  const folders = ballotFolders(state);
  const file = join(folders.stateDir, 'ballot.json');
  const before = existsSync(file) ? readBallotConfig(folders.stateDir) : null;
  if (before?.ok === false) throw new Refused(before.error);
  const wanted = ballotConfigSchema.safeParse({ ...configOf(given, before?.value ?? null), hatch: folders.hatch });
  if (!wanted.success) {
    const { option, message } = optionOf(fieldOf(wanted.error), wanted.error.issues[0]?.message ?? '');
    throw new WrongUse(`--${option}: ${message}.`);
  }
  const free = lockFolder(state, 0);
  if (!free.ok) throw new Refused(free.error);
  const user = process.getuid?.() === 0 ? BALLOT_USER : null;
  try {
    makeBallotHouse(folders, wanted.data, user);
    const kioskFile = join(state, 'kiosk.json');
    const whole = { ...(JSON.parse(readFileSync(kioskFile, 'utf8')) as object), hatch: folders.hatch };
    replaceText(kioskFile, `${JSON.stringify(whole, null, 2)}\n`);
  } finally {
    free.value();
  }
  told(wanted.data, folders.stateDir, user, given, io);
  return EXIT.done;
}

/** What was given, over what was there. */
function configOf({ text }: Given<'json'>, before: BallotConfig | null): object {
  const scanner = (option: string, was: object | null): object | null => {
    const said = text[option];
    if (said === undefined || said === 'none') return said === undefined ? was : null;
    return said.startsWith('http:') ? { driver: 'escl', at: said } : { driver: 'sane', at: said };
  };
  const path = text.port ?? before?.reader.path;
  if (path === undefined) throw new WrongUse('--port is missing.');
  const printer = text.printer === 'none' ? null : text.printer ? { address: text.printer } : before?.printer;
  const size = before ? { capacity: before.capacity, slotBytes: before.slotBytes } : SIZE;
  return {
    reader: { path, scanner: scanner('scanner', before?.reader.scanner ?? null) },
    printer: printer ?? null,
    feeder: scanner('feeder', before?.feeder ?? null),
    ...size,
    ...(text.capacity === undefined ? {} : { capacity: Number(text.capacity) }),
  };
}

/** What a person called what the configuration calls otherwise. */
function optionOf(field: string, message: string): { readonly option: string; readonly message: string } {
  const options = { 'reader.path': 'port', 'reader.scanner': 'scanner', 'printer.address': 'printer' };
  const option =
    Object.entries(options).find(([begin]) => field.startsWith(begin))?.[1] ?? field.split('.')[0] ?? field;
  return { option, message };
}

function told(
  config: BallotConfig,
  stateDir: string,
  user: number | null,
  { flags }: Given<'json'>,
  { out }: CommandIo,
): void {
  const isThere = existsSync(config.reader.path);
  if (flags.json) {
    out(JSON.stringify({ folder: stateDir, user, pluggedIn: isThere, ...config }));
    return;
  }
  const scanner = (one: BallotConfig['feeder']) => (one === null ? 'none' : `${one.driver} ${one.at}`);
  const { reader, feeder, printer, capacity } = config;
  out(`folder    ${stateDir}`);
  out(`box       ${reader.path}${reader.scanner ? `, pictures by ${scanner(reader.scanner)}` : ''}`);
  if (!isThere) out('          nothing is plugged in there now');
  out(`feeder    ${scanner(feeder)}`);
  out(`printer   ${printer?.address ?? 'none: papers are files in papers/'}`);
  out(`holds     ${capacity} ballots a sitting`);
  if (user === null) {
    out(
      'runs as   whoever runs the house: say this as root, and run the house as root, and the zone is a user of its own',
    );
    return;
  }
  out(`runs as   user ${user}, who may use the port by a udev rule:`);
  out(`          SUBSYSTEM=="tty", ATTRS{serial}=="…", GROUP="${user}", MODE="0660"`);
}
