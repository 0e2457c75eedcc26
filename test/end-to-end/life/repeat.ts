import { basename } from 'node:path';
import { expect } from 'vitest';
import { carriedLines, sittingWords } from '../../../core/receipt/sittings.ts';
import type { SlipLine } from '../../../core/receipt/slip.ts';
import { slipWords } from '../../../core/receipt/words.ts';
import { firstElection, hours } from '../../../main/cli/simulate/election/elections.ts';
import { nameOf } from '../kit/hands.ts';
import { papersSince } from '../kit/paper.ts';
import { PRECINCT } from '../kit/room.ts';
import { closesStation } from '../kit/steps/closing.ts';
import { opensStation } from '../kit/steps/opening.ts';
import { listName, takesPackage } from '../kit/steps/packages.ts';
import { admitsByDocument } from '../kit/steps/voters.ts';
import { said } from '../kit/words.ts';
import type { Life } from './life.ts';

/** Two weeks later the vote is repeated, as the commission's next package has it: from zero, and everybody once more. */
export async function repeatVote(life: Life): Promise<void> {
  const { room, commission, cast, list } = life;
  await life.switchOn(hours.repeat);
  const { desk } = life;
  await life.sits('chair');
  const election = firstElection(3, true);
  const { day, outside } = election;
  life.inForce = await commission.package(room.stick, election, PRECINCT, list);
  await takesPackage(desk, basename(life.inForce.path), listName(election.list));
  const admitted = (count: number) =>
    desk.page.getByRole('banner').filter({ hasText: `${count} ${said('parts:admitted')}` });
  await desk.page.getByText(said('sittings:kind.repeat'), { exact: true }).waitFor();
  await admitted(0).waitFor();
  await life.picture('repeat-list');

  const slip = (title: 'start' | 'final', count: number): readonly SlipLine[] => [
    { line: 'title', text: slipWords[title] },
    { line: 'text', text: sittingWords.repeat },
    { line: 'number', name: slipWords.admitted, value: String(count) },
    ...carriedLines([
      { kind: 'outside', date: outside?.date ?? '', admitted: 1 },
      { kind: 'day', date: day.date, admitted: 2, onPaper: 1 },
    ]).filter(({ line }) => line !== 'rule'),
  ];
  /** What of it stands on none of the papers that came out since that many facts, or not on the same. */
  const missing = (facts: number, lines: readonly SlipLine[]) => {
    const paper = papersSince(room.ledger, facts).find((one) => lines.slice(0, 1).every(one));
    return lines.filter((line) => !paper?.(line));
  };
  let facts = room.ledger.entries().length;
  const last = list.at(-1)?.record.number ?? 0;
  await desk.writeOpening({ safe: 'КР00511', kit: '00512', box: '00513' }, [list.length, 3, last]);
  await opensStation(desk);
  expect(missing(facts, slip('start', 0))).toEqual([]);

  await life.sits('officer-1');
  const receipt = await admitsByDocument(desk, cast.byDocument);
  // Its round, and then the running number, which goes on.
  expect(receipt).toBe(`${PRECINCT}-1-1-0004`);
  life.receipts.push(receipt);
  // Typed: a document that is seen again within a second and a half is the same one on the glass.
  await desk.digits(cast.byDocument.record.pin);
  await desk.button(said('officer:idle.find')).click();
  await desk.verdict(said('officer:refused.already-admitted'), nameOf(cast.byDocument)).waitFor();
  await desk.nextVoter();

  await life.sits('chair');
  await desk.closeDoors('0');
  await desk.answerQuestions(null);
  facts = room.ledger.entries().length;
  await closesStation(desk, 'secretary');
  expect(missing(facts, slip('final', 1))).toEqual([]);
  await admitted(1).waitFor();
  await desk.tab(said('chair:page.totals')).click();
  await desk.page
    .locator('dl > div', { hasText: said('sittings:carried') })
    .filter({ hasText: /3$/ })
    .waitFor();
  await desk.button(said('sittings:page')).click();
  const held = Object.entries({ outside: 1, day: 2, repeat: 1 }).map(([kind, number]) => [
    ...[said(`sittings:kind.${kind}`), said('sittings:admitted', { number }), said('sittings:state.closed')],
    ...(kind === 'day' ? [said('sittings:on-paper', { number: 1 })] : []),
  ]);
  const lines = await desk.page.locator('.check').allTextContents();
  expect(lines.map((line, place) => held[place]?.filter((words) => !line.includes(words)))).toEqual([[], [], []]);
  await life.picture('repeat-held');
}
