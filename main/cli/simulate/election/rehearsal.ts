import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoVoter } from '../../../demo/voters.ts';
import { must } from '../desk-client.ts';
import type { Visit } from '../plan.ts';
import type { Room } from '../room.ts';
import { closes, opens, Serving } from './sitting.ts';

/** An operator's rehearsal by the kiosk's own word. */
export interface Rehearsed {
  readonly passed: readonly string[];
  readonly attempts: number;
}

/** Who comes to it: two of the list, and somebody of another station. */
export interface Rehearsing {
  readonly first: DemoVoter;
  readonly second: DemoVoter;
  readonly neighbour: DemoVoter;
}

/** What those visits pass, and nothing else of the cases. */
const PASSED = ['document', 'typed', 'already-admitted', 'other-precinct'];

/** A training on the same devices: an operator passes some of the cases, has her slip, and the training is closed. */
export async function rehearse(
  room: Room,
  people: Rehearsing,
  onProgress: (done: number, of: number) => void,
  wrong: string[],
): Promise<Rehearsed> {
  const chair = await room.deskOf('chair');
  await opens(room, chair);
  chair.close();
  const serving = new Serving(room, visitsOf(people), onProgress);
  const officer = await room.deskOf('officer');
  must(await officer.client.rehearsal.begin({}));
  await serving.serve(officer, serving.left);
  const { rehearsal } = await officer.until((view) => view.rehearsal?.own != null, 'the rehearsal');
  must(await officer.client.rehearsal.end({ number: rehearsal?.own?.number ?? 0 }));
  const over = await officer.until((view) => view.rehearsal?.operators[0]?.slip === 'yes', 'the slip of a rehearsal');
  officer.close();
  await closes(room, serving, wrong);
  const { passed = [], attempts = 0 } = over.rehearsal?.operators[0] ?? {};
  if (passed.toSorted().join() !== PASSED.toSorted().join()) wrong.push(`the rehearsal passed ${passed.join()}`);
  return { passed, attempts };
}

function visitsOf({ first, second, neighbour }: Rehearsing): readonly Visit[] {
  const comers = [
    { voter: first, how: 'document' },
    { voter: second, how: 'pin' },
    { voter: first, how: 'document' },
    { voter: neighbour, how: 'pin' },
  ] as const;
  return comers.map(({ voter, how }, n) => ({ n, voter, hand: voter, how, firstTouch: 'good', mishap: null }));
}

/** What is left of a training once another package is in force: nothing may be. */
export function trainingLeft(kiosk: string): readonly string[] {
  const names = [...readdirSync(kiosk), ...readdirSync(join(kiosk, 'keys'))];
  return names.filter((name) => name.includes('-training')).map((name) => `${name} of the training is still there`);
}
