import { describe, expect, it } from 'vitest';
import type { SheetVerdict } from '../../core/ballot/path/ports.ts';
import type { GrayPage } from '../scanner/page-scanner.ts';
import type { PaperSheet } from '../simulator/ballot-box/whereabouts.ts';
import { Dice } from '../testing/wire-fuzz.ts';
import { pathBench } from './path.fixture.ts';

/** A sheet whose picture says which one it is, and no more. */
const sheetOf = (number: number, more: Partial<PaperSheet> = {}): PaperSheet => ({
  name: `s${number}`,
  page: { width: 40, height: 56, dpi: 50, pixels: new Uint8Array(40 * 56).fill(number & 0xff) },
  lengthMm: 297,
  ...more,
});
const nameOn = ({ pixels }: GrayPage): string => `s${pixels[0] ?? 0}`;
const verdicts: readonly SheetVerdict[] = [
  ...Array.from({ length: 5 }, () => ({ verdict: 'fine' }) as const),
  { verdict: 'concern', why: 'none', voter: true },
  { verdict: 'concern', why: 'too-many', voter: true },
  { verdict: 'refused', why: 'foreign' },
];
const verdictOf = (name: string): SheetVerdict =>
  verdicts[Number(name.slice(1)) % verdicts.length] ?? { verdict: 'fine' };

const SHEETS = 12;
/** Some of the sheets of one sequence have something happen to them; each of these is as likely as the others. */
const mishaps = [
  ...(['power', 'power', 'both', 'restart', 'restart', 'cable', 'cover', 'pull', 'second'] as const),
  ...([
    'jam front',
    'jam middle',
    'jam gate',
    'jam back',
    'jam behind',
    'double',
    'long',
    'short',
    'lossy',
    'late',
  ] as const),
] as const;

/** One day of a box: sheets and mishaps, and persons who do what the screen says. */
async function day(seed: number): Promise<{ readonly wrong: string | null; readonly told: number }> {
  const dice = new Dice(seed);
  const made = pathBench(dice, nameOn, verdictOf);
  const { clock, box, cable, store } = made;
  let told = 0;
  /** The persons at the box: whatever it says, they do. */
  const help = async (): Promise<void> => {
    const screen = made.screen();
    if (screen.at === 'take-back' || screen.at === 'one-at-a-time') box.path.pull();
    if (screen.at === 'asking') made.send({ type: dice.roll(2) === 0 ? 'voter.insisted' : 'voter.wants-it-back' });
    if (screen.at !== 'call') return;
    told += 1;
    const { code } = screen.problem;
    if (screen.locate) {
      const of = store.flight?.of ?? '';
      const fallen = ['valid', 'invalid'].includes(box.whereabouts.of(of));
      made.send({ type: 'sheet.located', where: fallen ? 'in-box' : 'in-hand', approvers: ['a', 'b'] });
    } else if (code.startsWith('ballot-reader.jammed') || code === 'ballot-reader.paper-left') {
      if (box.path.pull()) return;
      box.setCover(true);
      await clock.pass(300);
      // As it says at the gate and before: taken out; behind it, pushed on.
      if (!box.path.pushOn(store.flight?.into ?? 'valid')) box.path.takeOut();
      box.setCover(false);
    } else if (code === 'ballot-reader.cover-open') box.setCover(false);
    else if (code === 'ballot-reader.missing') cable.plug();
    await clock.pass(400);
    if (made.screen().at === 'call') made.send({ type: 'try.again' });
  };
  const atRest = () => made.screen().at === 'ready' && store.flight === null && box.path.content === null;
  const untilRest = async (): Promise<boolean> => {
    for (let turn = 0; turn < 60 && !atRest(); turn += 1) {
      await clock.pass(1_500, atRest);
      if (!atRest()) await help();
    }
    return atRest();
  };

  if (!(await untilRest())) return { wrong: `does not begin: ${JSON.stringify(made.screen())}`, told };
  for (let number = 1; number <= SHEETS; number += 1) {
    const mishap = dice.roll(3) === 0 ? null : mishaps[dice.roll(mishaps.length)];
    const more = mishap === 'long' ? { lengthMm: 420 } : mishap === 'short' ? { lengthMm: 210 } : {};
    const under = mishap === 'double' ? { under: sheetOf(100 + number) } : {};
    if (mishap === 'lossy') box.fault = { loseEvery: 3 + dice.roll(5), doubleEvery: 2 + dice.roll(4) };
    if (mishap === 'late') box.fault = { lateMs: dice.roll(550) };
    if (mishap?.startsWith('jam')) {
      const at = { front: 'front', middle: 'middle', gate: 'gate', back: 'back', behind: 'behind-flap' } as const;
      box.path.snag = at[mishap.slice(4) as keyof typeof at];
    }
    box.path.insert(sheetOf(number, { ...more, ...under }));
    // Half of them about the moment at which the sheet passes: 0.7 s after it was put in.
    const moment = dice.roll(2) === 0 ? dice.roll(2_600) : 600 + dice.roll(160);
    await clock.pass(moment);
    if (mishap === 'second') box.path.insert(sheetOf(50 + number));
    if (mishap === 'pull') box.path.pull();
    if (mishap === 'cover') {
      box.setCover(true);
      if (dice.roll(2) === 0) box.path.takeOut();
    }
    if (mishap === 'power' || mishap === 'both') {
      box.powerOff();
      if (mishap === 'both') await made.restart();
      await clock.pass(dice.roll(1_500));
      box.powerOn();
    }
    if (mishap === 'restart') await made.restart();
    if (mishap === 'cable') {
      cable.unplug(dice.roll(2) === 0);
      await clock.pass(dice.roll(4_000));
      cable.plug();
    }
    await clock.pass(dice.roll(1_200));
    if (!(await untilRest())) return { wrong: `${mishap} at ${moment}: ${JSON.stringify(made.screen())}`, told };
    box.fault = {};
    box.path.snag = null;
    const inBox = [...box.whereabouts.in('valid'), ...box.whereabouts.in('invalid')].sort();
    const counted = [...store.counted].sort();
    if (JSON.stringify(inBox) !== JSON.stringify(counted)) {
      return { wrong: `${mishap} at ${moment}: in the box ${inBox}, counted ${counted}`, told };
    }
  }
  const closing = made.stop();
  await clock.pass(1_000);
  await closing;
  return { wrong: null, told };
}

describe('the paper path, from the statechart to the paper', () => {
  it('counts what lies in the box, after every mishap at every moment, and comes to rest with helping hands', async () => {
    let told = 0;
    for (let seed = 1; seed <= Number(process.env.PATH_DAYS ?? 25); seed += 1) {
      const { wrong, told: calls } = await day(seed);
      told += calls;
      expect(wrong, `seed ${seed}`).toBeNull();
    }
    expect(told).toBeGreaterThan(10);
  }, 300_000);
});
