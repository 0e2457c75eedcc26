import { flushCompileCache } from 'node:module';
import type { BallotRecord } from '../../../../core/ballot/record.ts';
import type { Actor } from '../../../../core/journal/event.ts';
import type { Problem } from '../../../../core/problem/catalogue.ts';
import type { Result } from '../../../../core/problem/result.ts';
import { SheetBox } from '../../../ballot/box/sheet-box.ts';
import { BallotZone } from '../../../ballot/zone.ts';
import { demoPeople } from '../../../demo/people.ts';
import type { Deed, FromZone, ToZone, ZoneSight } from './protocol.ts';

/**
 * The ballot zone of the simulated day: `node zone-process.ts STATE_DIR PORT HATCH CAPACITY`. Rooms, stores, box and device
 * host are those of the kiosk; instead of windows whoever started it sees and does what persons do there. It can be killed
 * at any moment.
 */
const [stateDir = '', port = '', hatch = '', capacity = ''] = process.argv.slice(2);
const SLOT_BYTES = 8_192;

const tell = (message: FromZone): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};
let hear: (message: unknown) => void = () => {};
const opened = await BallotZone.open(
  {
    ...{ stateDir, now: () => new Date(), printer: null },
    config: {
      reader: { path: port, scanner: null },
      printer: null,
      feeder: null,
      capacity: Number(capacity),
      slotBytes: SLOT_BYTES,
      hatch,
    },
    house: {
      throughHatch: (message) =>
        tell({ say: 'hatch', message: message as Extract<FromZone, { say: 'hatch' }>['message'] }),
      onHatch: (take) => {
        hear = take;
      },
    },
  },
  (frame) => new SheetBox(frame, { path: port, scanner: null }),
);
if (!opened.ok) throw new Error(opened.error.code);
const zone = opened.value;
await zone.start();
// Whoever is killed writes nothing down: those that come after it need not compile everything anew.
flushCompileCache();

const codeOf = (person: string) => ({ person, code: demoPeople.find(({ id }) => id === person)?.code ?? '' });
/** Those who decide together. */
const two = ['chair', 'member-1'];
const chair: Actor = { role: 'chair', person: 'chair' };

async function done(deed: Deed): Promise<Result<readonly BallotRecord[] | null, Problem>> {
  const { day, box, results } = zone;
  switch (deed.do) {
    case 'assign-box':
      return day.assignBox(deed.box, null, two, chair);
    case 'begin-test':
      return day.beginTest(chair);
    case 'end-test': {
      const ended = day.endTest(chair);
      return ended.ok && zone.frame.journal.day.phase !== 'tested'
        ? { ok: false, error: { code: 'ballot-zone.test-differs' } }
        : ended;
    }
    case 'prove-zero':
      return day.proveZero(chair);
    case 'begin-mobile':
      return day.beginMobile(deed.box, two, chair);
    case 'end-mobile':
      return day.endMobile(chair);
    case 'count': {
      const counted = await results.counting.count({ approvers: two.map(codeOf) });
      return counted.ok ? zone.frame.ballots.records() : counted;
    }
    case 'insist':
      return box.insist();
    case 'take-back':
      return box.takeBack();
    case 'cleared':
      return box.cleared();
    case 'located':
      return box.located(deed.where, two);
  }
}

function sight(): ZoneSight {
  const { box, day, frame } = zone;
  return {
    ...{ show: box.show, phase: frame.journal.day.phase, sheets: day.sheets, busy: box.busy, locate: box.locate },
    provisioned: frame.packages.taken !== null,
    inFlight: (frame.ballots.cast?.inFlight ?? null) !== null,
    testSheets: frame.ballots.test?.sheets ?? 0,
    problems: zone.problems().map(({ code }) => code),
  };
}

process.on('message', (message: ToZone) => {
  if (message.say === 'hatch') hear(message.message);
  else void done(message.deed).then((result) => tell({ say: 'done', id: message.id, result }));
});
process.on('disconnect', () => void zone.stop().finally(() => process.exit(0)));

let told = '';
for await (const _ of zone.frame.changes.follow()) {
  const now = sight();
  const text = JSON.stringify(now);
  if (text !== told) tell({ say: 'sight', sight: now });
  told = text;
}
