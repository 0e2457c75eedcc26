import { setTimeout as sleep } from 'node:timers/promises';
import type { DeskView } from '../../api/views.ts';
import { type DeskClient, must } from './desk-client.ts';
import type { Room } from './room.ts';

/** Rows of paper, 8 a millimetre: what is shorter is the scrap that clears the cutter, not a slip. */
const SLIP_ROWS = 300;
const LOOK_MS = 20;

/** Everything that the chair writes down before the opening: the seals, and a paper list that agrees. */
export async function writeOpeningDown(desk: DeskClient): Promise<void> {
  const { day } = await desk.until((view) => view.day?.opening != null, 'the list to open');
  for (const [place, { id }] of (day?.opening?.seals ?? []).entries()) {
    must(await desk.client.day.readSeal({ what: id, number: `KG-10${place}` }));
  }
  const list = day?.opening?.list;
  if (!list) return;
  const last = list.own.last ?? list.own.voters;
  const { voters, version } = list.own;
  // The last number is known when the register is unlocked: where it differs, these are the words for it.
  const told = await desk.client.day.compareList({ voters, version, last, words: null });
  must(told);
}

/** Every question of the close, as somebody answers who has counted wrongly by one each time. */
export async function answerQuestions(desk: DeskClient): Promise<void> {
  const { day } = await desk.until((view) => (view.day?.questions.length ?? 0) > 0, 'the questions of the close');
  for (const { question, own, people } of day?.questions ?? []) {
    const counted = people ?? own + 1;
    const reason = counted === own ? null : 'counted again, with the same number';
    must(await desk.client.day.answer({ question, people: counted, reason }));
  }
}

/** How many slips of the station came out whole so far. */
export const stationSlips = ({ ledger }: Pick<Room, 'ledger'>): number =>
  ledger.entries().filter((one) => one.fact === 'slip' && one.cut && one.height >= SLIP_ROWS).length;

/**
 * Sees to it that every copy of a slip is out: goes on where it stopped, and looks at the printer where it must.
 * @param before how many slips of the station lay there before the first copy
 */
export async function copiesOut(
  station: Pick<Room, 'ledger'>,
  desk: DeskClient,
  before = stationSlips(station),
): Promise<void> {
  for (;;) {
    const settled = ({ day }: DeskView): boolean => day !== null && day.copies[0]?.state !== 'printing';
    const { day, shifts } = await desk.until(settled, 'the copies of a slip');
    const [series] = day?.copies ?? [];
    if (!series) return;
    const told = { series: series.series, copy: series.next };
    // Whoever looks at the printer counts what lies there: besides the copies the last operator's own slip, at the close.
    const own = shifts.at(-1)?.slip === 'yes' ? 1 : 0;
    const out = stationSlips(station) - before - own > series.out;
    const done =
      series.state === 'maybe'
        ? await desk.client.day.copySeen({ ...told, out })
        : await desk.client.day.goOnCopies({});
    // What the screen showed was a moment old: somebody looks once more.
    if (done.ok || done.error.code !== 'station.nothing-to-do') must(done);
    await sleep(LOOK_MS);
  }
}
