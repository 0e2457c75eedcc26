import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type RehearsalCase, shippedCases } from '../../../../core/election/policy-rehearsal.ts';
import type { DemoVoter } from '../../../demo/voters.ts';
import { type DeskClient, must } from '../desk-client.ts';
import type { Visit } from '../plan.ts';
import type { Room } from '../room.ts';
import { refuseOnPaper, standstill } from './day.ts';
import { closes, opens, Serving } from './sitting.ts';

/** An operator's rehearsal by the kiosk's own word. */
export interface Rehearsed {
  readonly passed: readonly string[];
  readonly attempts: number;
}

/** Who comes to it: four of the list, and somebody of another station. */
export interface Rehearsing {
  readonly voters: readonly [DemoVoter, DemoVoter, DemoVoter, DemoVoter];
  readonly neighbour: DemoVoter;
}

/**
 * A training on the same devices: an operator walks all cases that ship, the chair ends her rehearsal when she has handed
 * her turn over and gone, her slip comes out, and the training is closed.
 */
export async function rehearse(
  room: Room,
  people: Rehearsing,
  onProgress: (done: number, of: number) => void,
  wrong: string[],
): Promise<Rehearsed> {
  let chair = await room.deskOf('chair');
  await opens(room, chair);
  chair.close();
  const serving = new Serving(room, visitsOf(people), onProgress);
  const officer = await room.deskOf('officer');
  must(await officer.client.rehearsal.begin({}));
  await serving.serve(officer, serving.left);
  await sendAway(officer);
  officer.close();

  chair = await room.deskOf('chair');
  await standstill(room, chair, async () => {});
  chair.close();

  const before = await room.deskOf('officer');
  must(await before.client.access.takeOver(room.credential('officer', 1)));
  await before.until(({ person }) => person?.id === room.credential('officer', 1).person, 'the next operator');
  // Her own slip of the shift is on the printer that the rehearsal's comes out of.
  await before.until(({ shifts }) => shifts.some(({ slip }) => slip === 'yes'), 'the slip of a shift');
  before.close();

  chair = await room.deskOf('chair');
  const { rehearsal } = await chair.until((view) => (view.rehearsal?.operators.length ?? 0) > 0, 'the rehearsal');
  must(await chair.client.rehearsal.end({ number: rehearsal?.operators[0]?.number ?? 0 }));
  const over = await chair.until((view) => view.rehearsal?.operators[0]?.slip === 'yes', 'the slip of a rehearsal');
  chair.close();
  await closes(room, serving, wrong);
  const { passed = [], attempts = 0 } = over.rehearsal?.operators[0] ?? {};
  const missed = shippedCases.filter((one) => !passed.includes(one));
  if (missed.length > 0) wrong.push(`the rehearsal did not pass ${missed.join()}`);
  return { passed, attempts };
}

/** Whoever stands on no list takes it home on paper: the kiosk itself says whose papers the case is rehearsed with. */
async function sendAway(officer: DeskClient): Promise<void> {
  const one: RehearsalCase = 'not-in-list';
  must(await officer.client.rehearsal.turnTo({ case: one }));
  const { rehearsal } = await officer.until((view) => view.rehearsal?.own?.now === one, 'the case of a stranger');
  await refuseOnPaper(officer, rehearsal?.own?.take?.pin ?? '');
}

/** Visits that pass every case but the stranger’s, and what is nobody’s visit. */
function visitsOf({ voters: [first, second, third, fourth], neighbour }: Rehearsing): readonly Visit[] {
  const comers: readonly (Pick<Visit, 'voter'> & Partial<Visit>)[] = [
    // With the slip in her hand she gives it back: the admission is undone, and she may come again.
    { voter: first, leaves: 'slip-back' },
    { voter: second, how: 'pin', firstTouch: 'partial' },
    { voter: first },
    { voter: neighbour, how: 'pin' },
    // Another one’s fingers match none of hers.
    { voter: third, hand: neighbour },
    { voter: first },
    { voter: third, mishap: 'paper-out' },
    { voter: fourth, mishap: 'slip-torn' },
  ];
  const usual = { how: 'document', firstTouch: 'good', mishap: null } as const;
  return comers.map((comer, n) => ({ ...usual, n, hand: comer.voter, ...comer }));
}

/** What is left of a training once another package is in force: nothing may be. */
export function trainingLeft(kiosk: string): readonly string[] {
  const names = [...readdirSync(kiosk), ...readdirSync(join(kiosk, 'keys'))];
  return names.filter((name) => name.includes('-training')).map((name) => `${name} of the training is still there`);
}
