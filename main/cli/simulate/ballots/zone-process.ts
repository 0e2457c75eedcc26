import { flushCompileCache } from 'node:module';
import type { Actor } from '../../../../core/journal/event.ts';
import type { Problem } from '../../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../../core/problem/result.ts';
import { SheetBox } from '../../../ballot/box/sheet-box.ts';
import { BallotZone } from '../../../ballot/zone.ts';
import { demoPeople } from '../../../demo/people.ts';
import type { Answer, Deed, FromZone, ToZone, ZoneSight } from './protocol.ts';

/**
 * The ballot zone of the simulated day: `node zone-process.ts STATE_DIR PORT FEEDER HATCH CAPACITY`. Rooms, stores, box and device
 * host are those of the kiosk; instead of windows whoever started it sees and does what persons do there. It can be killed
 * at any moment.
 */
const [stateDir = '', port = '', feeder = '', hatch = '', capacity = ''] = process.argv.slice(2);
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
      feeder: feeder === '' ? null : { driver: 'escl', at: feeder },
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

async function done(deed: Deed): Promise<Answer> {
  const { results, frame } = zone;
  switch (deed.do) {
    case 'count': {
      const counted = await results.counting.count({ approvers: two.map(codeOf) });
      const records = counted.ok ? frame.ballots.records() : counted;
      return records.ok ? ok({ records: records.value }) : records;
    }
    case 'next-sheet': {
      const sheet = results.counting.next();
      return sheet.ok ? ok({ sheet: sheet.value }) : sheet;
    }
    case 'decide': {
      const { ticket, marked } = deed;
      return brought(await results.counting.decide({ ticket, marked, approvers: two.map(codeOf) }));
    }
    default:
      return brought(acted(deed));
  }
}

const brought = (done: Result<null, Problem>): Answer => (done.ok ? ok({}) : done);

function acted(deed: Exclude<Deed, { readonly do: 'count' | 'next-sheet' | 'decide' }>): Result<null, Problem> {
  const { day, box, feeder } = zone;
  switch (deed.do) {
    case 'assign-box':
      return day.assignBox(deed.box, null, two, chair);
    case 'replace-box':
      return day.replaceBox({ box: deed.box, seal: deed.seal, reason: 'It has failed.' }, two, chair);
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
    case 'feed':
      return feeder.feed(deed.sheets);
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
  const { box, day, frame, feeder } = zone;
  const { phase, box: assigned, before, mobile, adjudicated, closedSheets } = frame.journal.day;
  return {
    day: { phase, box: assigned, before, mobile, adjudicated, closedSheets },
    ...{ show: box.show, sheets: day.sheets, busy: box.busy, locate: box.locate, feeder: feeder.view },
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
const leave = () => void zone.stop().finally(() => process.exit(0));
process.on('disconnect', leave);
// Whoever started it may have gone before it stood.
if (!process.connected) leave();

let told = '';
for await (const _ of zone.frame.changes.follow()) {
  const now = sight();
  const text = JSON.stringify(now);
  if (text !== told) tell({ say: 'sight', sight: now });
  told = text;
}
