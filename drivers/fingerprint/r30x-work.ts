import { fromHex, type RecordedLine } from '../transport/recording.ts';
import { Confirmation, Instruction, Light, PacketDecoder, PacketKind, SystemParameter } from './r30x-codec.ts';
import { IMAGE_TRIES } from './r30x-image.ts';
import { R30X_LIMITS } from './r30x-line.ts';

/** A capture that was asked for while a session was recorded, as far as the wire shows it. */
export interface RecordedCapture {
  /** Index of the line with which it began. */
  readonly from: number;
  /** Index of the line after which it was given up by whoever had asked; null where it ended by itself. */
  readonly givenUpAt: number | null;
  readonly afterLift: boolean;
}

interface Said {
  readonly line: number;
  readonly t: number;
  readonly instruction: number;
  readonly first: number;
  /** Confirmation codes that came before the next question. */
  readonly answers: readonly number[];
}

const NO_QUESTION = -1;
/** So late may a timer be. */
const LATE_MS = 300;

/** Questions of a sensor's line in their order; where the link came or went stands one without an instruction. */
function questions(lines: readonly RecordedLine[]): readonly Said[] {
  const [out, back] = [new PacketDecoder(), new PacketDecoder()];
  const said: (Said & { readonly answers: number[] })[] = [];
  lines.forEach((line, at) => {
    if ('link' in line) said.push({ line: at, t: line.t, instruction: NO_QUESTION, first: 0, answers: [] });
    if ('out' in line) {
      for (const { payload } of out.push(fromHex(line.out))) {
        said.push({ line: at, t: line.t, instruction: payload[0] ?? 0, first: payload[1] ?? 0, answers: [] });
      }
    }
    if ('in' in line) {
      for (const { kind, payload } of back.push(fromHex(line.in))) {
        if (kind === PacketKind.acknowledge) said.at(-1)?.answers.push(payload[0] ?? 0);
      }
    }
  });
  return said;
}

/** The captures of a recorded session. What a sensor is asked beside them, the driver asks by itself. */
export function capturesIn(lines: readonly RecordedLine[]): readonly RecordedCapture[] {
  const captures: RecordedCapture[] = [];
  let open: Said[] = [];
  const end = (by: Said | null): void => {
    const [begun] = open;
    if (begun !== undefined) captures.push(captureOf(begun, open, by));
    open = [];
  };
  const all = questions(lines);
  all.forEach((said, at) => {
    const { instruction, first } = said;
    const waits = instruction === Instruction.auraLed && first === Light.waiting[0];
    if (waits || (instruction === Instruction.genImage && isAnew(open, said))) end(said);
    const goesOn =
      instruction === Instruction.upImage ||
      instruction === Instruction.imageToTemplate ||
      // In the middle of a capture the password is given to a sensor that was without power for a moment.
      (instruction === Instruction.verifyPassword && all[at + 1]?.instruction === Instruction.genImage);
    if (waits || instruction === Instruction.genImage || (goesOn && open.length > 0)) open.push(said);
    else end(said);
  });
  // The last one was not over when the recording was.
  end(null);
  return captures;
}

/** Whether a look for a finger is the first one of another capture: not the next one of these, and not the same again. */
function isAnew(asked: readonly Said[], look: Said): boolean {
  const last = asked.at(-1);
  if (last === undefined || isOver(asked)) return true;
  if (last.instruction !== look.instruction) return false;
  const isTooSoon = last.answers.length === 0 && look.t - last.t < R30X_LIMITS.answer - LATE_MS;
  return isTooSoon || isLongAfter(last, look);
}

/** Later than anybody waits who still looks for a finger. */
const isLongAfter = (last: Said, next: Said): boolean =>
  next.t - last.t > R30X_LIMITS.answer + R30X_LIMITS.poll + LATE_MS;

/** With the sensor's opinion of it an image is complete. */
const isOver = (asked: readonly Said[]): boolean =>
  asked.some(({ instruction }) => instruction === Instruction.imageToTemplate);

function captureOf(begun: Said, asked: readonly Said[], endedBy: Said | null): RecordedCapture {
  const afterLift = asked.some(
    ({ instruction, answers }, at) =>
      instruction === Instruction.genImage &&
      answers.includes(Confirmation.ok) &&
      asked[at + 1]?.instruction === Instruction.genImage,
  );
  const last = asked.at(-1) ?? begun;
  return { from: begun.line, givenUpAt: isGivenUp(asked, last, endedBy) ? last.line : null, afterLift };
}

/** Whether it was told to stop, and did not end by an image, a lost link, or a sensor that it gave up itself. */
function isGivenUp(asked: readonly Said[], last: Said, endedBy: Said | null): boolean {
  if (isOver(asked) || endedBy === null) return false;
  // Whoever still looks asks again and again until the link is lost; an image that comes is waited for.
  if (endedBy.instruction === NO_QUESTION)
    return last.instruction !== Instruction.upImage && isLongAfter(last, endedBy);
  // A ring is put out by whoever is told to stop, and not by whoever climbs the ladder.
  if (endedBy.instruction === Instruction.auraLed) return true;
  const before = asked.at(-2);
  if (last.answers.length === 0) {
    // Who asked twice in vain climbs the ladder as soon as the second answer is late.
    const isAskedTwice = before?.instruction === last.instruction && before.answers.length === 0;
    return !isAskedTwice || endedBy.t - last.t > R30X_LIMITS.answer + LATE_MS;
  }
  if (last.answers.includes(Confirmation.passwordNeeded) || last.instruction === Instruction.verifyPassword)
    return false;
  const uploads = asked.filter(({ instruction }) => instruction === Instruction.upImage).length;
  return last.instruction !== Instruction.upImage || uploads < IMAGE_TRIES;
}

/** The rate to which the sensor was set, 9,600 · N; undefined where it was left at its own. */
export function rateIn(lines: readonly RecordedLine[]): number | undefined {
  const set = questions(lines).find(
    ({ instruction, first }) => instruction === Instruction.setSysPara && first === SystemParameter.baudRate,
  );
  const line = set && lines[set.line];
  const factor = line && 'out' in line ? new PacketDecoder().push(fromHex(line.out))[0]?.payload[2] : undefined;
  return factor === undefined ? undefined : factor * 9_600;
}
