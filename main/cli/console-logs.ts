import type { LogsRun } from '../api/console-views.ts';
import { openConsoleFolder } from '../commission/folder.ts';
import { ConsoleZone } from '../commission/zone.ts';
import { type Given, WrongUse } from './frame.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';

/** Something is wrong with a log. */
const NOT_GOOD = 3;
/** How long the hub may take to answer a person who waits, in milliseconds; and to tell how far its devices say they are. */
const HUB_MS = 15_000;
const TELLS_MS = 3_000;

/** `taanuu console logs FOLDER [STATION …] [--territory CODE] [--stick PATH | --from-kiosk CODE]`: the same download as at the console's window. */
export async function consoleLogs(
  [folder, ...stations]: readonly string[],
  given: Given<'json'>,
  io: CommandIo,
): Promise<number> {
  if (folder === undefined) throw new WrongUse('Which folder?');
  const { stick, 'from-kiosk': kiosk, territory = null } = given.text;
  if (stick !== undefined && kiosk !== undefined) throw new WrongUse('From a stick, or from a kiosk: which?');
  const fromHub = stick === undefined && kiosk === undefined;
  if (!fromHub && stations.length > 0)
    throw new WrongUse('Of a stick, and of a kiosk, all logs are taken: no station is named.');
  const opened = openConsoleFolder(folder, () => {});
  if (!opened.ok) throw new Refused(opened.error);
  const { options, link, close } = opened.value;
  const zone = new ConsoleZone(options);
  try {
    if (territory !== null && !zone.tree.has(territory)) {
      throw new Refused({ code: 'console.no-territory', params: { territory } });
    }
    if (fromHub) {
      zone.start();
      const there = await Promise.race([link, wait(HUB_MS)]);
      if (!there) throw new Refused({ code: 'hub.no-answer' });
      await wait(TELLS_MS);
    }
    const begun = await (stick !== undefined
      ? zone.logs.fromStick(stick, territory)
      : kiosk !== undefined
        ? zone.logs.fromKiosk(kiosk, territory)
        : zone.logs.fromHub(stations, territory));
    if (!begun.ok) throw new Refused(begun.error);
    const run = await zone.logs.ended(begun.value.id);
    if (!run) throw new Error(`no download ${begun.value.id}`);
    if (run.problem) throw new Refused(run.problem);
    if (given.flags.json) io.out(JSON.stringify(run));
    else for (const line of told(run)) io.out(line);
    return run.wrong.length === 0 ? EXIT.done : NOT_GOOD;
  } finally {
    await zone.stop();
    await close();
  }
}

const wait = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(resolve, ms, null).unref());

function told({ folder, stations, done, events, wrong }: LogsRun): readonly string[] {
  return [
    `${folder}: ${done} of ${stations} stations, ${events} events; report.csv says of each what was found`,
    ...wrong.map(
      ({ station, device, cause, seq }) =>
        `station ${station}, ${device}: ${cause}${seq === null ? '' : ` at event ${seq}`}`,
    ),
    ...(wrong.length === 0 ? ['nothing is wrong with them'] : []),
  ];
}
