import type { Device, DeviceStatus, DocumentReader } from '../../../drivers/device.ts';
import { type Recording, toHex } from '../../../drivers/transport/recording.ts';
import { type ReplayDifference, ReplayLink } from '../../../drivers/transport/replay.ts';
import { VirtualClock } from '../../../drivers/virtual-clock.ts';
import { type CommandIo, EXIT, sayProblem } from '../io.ts';
import { inLine, type RecordedDriver, type RecordedWork, type ReplayWish, recordedDriver } from './recorded-driver.ts';
import { namesOf } from './show.ts';
import { shownHex, shownTime } from './shown.ts';

/** Milliseconds of the recording after which a driver that says nothing will say nothing: longer than every ladder. */
const SILENT_MS = 60_000;
/** A driver that closes its link by itself does so when it did; where it does not, somebody closed the driver. */
const CLOSED_MS = 1_000;

/** What a recording leaves open: how late the timers of a kiosk were that had much to do. */
interface Guess {
  /** Work is asked for so much earlier, so that no heartbeat comes before it that was late then. */
  readonly earlyMs: number;
  readonly mostWaitMs?: number;
}
/** They are tried one after the other: that every byte is the same as then, no wrong one can bring about. */
const GUESSES: readonly Guess[] = [
  { earlyMs: 10 },
  { earlyMs: 0 },
  { earlyMs: 10, mostWaitMs: 50 },
  { earlyMs: 400, mostWaitMs: 50 },
];
/** After the last line: longer than a reader waits for more, and shorter than anybody waits for an answer. */
const AFTER_MS = 400;
/** Limit for closing a driver. */
const CLOSE_MS = 120_000;

/** Drives the driver of the recorded device with the recording, and tells what it does, with the recording's times. */
export async function driveRecording(recording: Recording, wish: ReplayWish, io: CommandIo): Promise<number> {
  const { head, lines } = recording;
  const driver = recordedDriver(recording, wish);
  if (driver === null) {
    io.complain(sayProblem({ code: 'recording.no-driver', params: { protocol: head.protocol } }));
    return EXIT.refused;
  }
  if (head.masked) io.out(driver.masked);
  const ends: DriveEnd[] = [];
  for (const guess of GUESSES) {
    ends.push(await new Drive(recording, driver, guess).run());
    if (ends.at(-1)?.difference === null) break;
  }
  // The guess with which it came farthest.
  const reached = ({ difference }: DriveEnd): number => difference?.line ?? Number.POSITIVE_INFINITY;
  const best = ends.reduce((one, other) => (reached(other) > reached(one) ? other : one));
  const { told, difference, bytes, guess } = best;
  if (guess.mostWaitMs !== undefined)
    io.out('It fits only if the kiosk stood still in between: answers come sooner here than then.');
  for (const line of told) io.out(line);
  if (difference === null) {
    const full = lines.some((line) => 'full' in line) ? ' It was full: what came later is not in it.' : '';
    io.out(`All ${lines.length} lines were played, and the driver wrote the same ${bytes} bytes as then.${full}`);
    return EXIT.done;
  }
  sayDifference(recording, difference, io);
  return EXIT.refused;
}

function sayDifference({ head }: Recording, { line, then, now }: ReplayDifference, io: CommandIo): void {
  io.complain(sayProblem({ code: 'recording.differs', params: { line: `${line}` } }));
  for (const [when, bytes] of [
    ['then', then],
    ['now ', now],
  ] as const) {
    const hex = bytes.length === 0 ? 'nothing' : shownHex(toHex(bytes));
    io.out([when, ...namesOf(head.protocol).out(bytes), hex].join('  '));
  }
  const at = then.findIndex((byte, index) => byte !== now[index]);
  if (now.length > 0 && at >= 0) io.out(`They differ from byte ${at + 1} on.`);
}

interface DriveEnd {
  readonly guess: Guess;
  readonly told: readonly string[];
  readonly difference: ReplayDifference | null;
  readonly bytes: number;
}

/** One drive from the first line to the last, or to the first difference. */
class Drive {
  readonly #recording: Recording;
  readonly #driver: RecordedDriver;
  readonly #guess: Guess;
  readonly #told: string[] = [];
  readonly #clock = new VirtualClock();
  readonly #link: ReplayLink;
  #device: Device;
  /** What is still to be asked for, and what runs. */
  #works: readonly RecordedWork[];
  #running: { readonly work: RecordedWork; readonly over: AbortController } | null = null;

  constructor(recording: Recording, driver: RecordedDriver, guess: Guess) {
    const { head, lines } = recording;
    this.#recording = recording;
    this.#driver = driver;
    this.#guess = guess;
    this.#works = driver.works;
    const { mask, baudRate = 0 } = driver;
    const { mostWaitMs = Number.POSITIVE_INFINITY } = guess;
    mask.reset();
    this.#link = new ReplayLink({ lines, mask, clock: this.#clock, path: head.path, baudRate, mostWaitMs });
    this.#device = this.#start();
  }

  async run(): Promise<DriveEnd> {
    let difference: ReplayDifference | null = null;
    while (difference === null && !this.#link.finished) {
      this.#askAndGiveUp();
      difference = (await this.#goOn()) ? (this.#link.differences[0] ?? null) : this.#silence();
    }
    if (difference === null) await this.#clock.pass(AFTER_MS);
    const bytes = this.#recording.lines.reduce((sum, line) => sum + ('out' in line ? line.out.length / 2 : 0), 0);
    await this.#close();
    return { guess: this.#guess, told: this.#told, difference, bytes };
  }

  /** Lets time pass until something was played or work is due; false where the driver keeps the recording waiting. */
  async #goOn(): Promise<boolean> {
    const link = this.#link;
    const { position, awaited, recordedNow } = link;
    const running = this.#running;
    const due = this.#dueAt();
    const isClosing = awaited !== null && 'link' in awaited && awaited.link === 'down' && awaited.why === 'closed';
    const patience = Math.max(0, (awaited?.t ?? 0) - recordedNow) + (isClosing ? CLOSED_MS : SILENT_MS);
    const moved = () =>
      link.position !== position || link.differences.length > 0 || link.finished || this.#running !== running;
    const wait = due === null ? patience : Math.min(patience, Math.max(0, due - recordedNow));
    await this.#clock.pass(wait, moved);
    if (moved() || awaited === null || wait < patience) return true;
    if (!isClosing) return false;
    // A technician had it opened anew: another driver spoke from here on.
    await this.#close();
    this.#device = this.#start();
    return true;
  }

  /** When the next work is due, by the recording; null where it is not its turn. */
  #dueAt(): number | null {
    const [next] = this.#works;
    if (next === undefined || this.#running !== null || this.#link.position < next.from) return null;
    return (this.#recording.lines[next.from]?.t ?? 0) - this.#guess.earlyMs;
  }

  #askAndGiveUp(): void {
    const running = this.#running;
    const givenUpAt = running?.work.givenUpAt ?? null;
    if (givenUpAt !== null && this.#link.position > givenUpAt) running?.over.abort();
    const due = this.#dueAt();
    const [work, ...later] = this.#works;
    if (work === undefined || due === null || due > this.#link.recordedNow) return;
    this.#works = later;
    const begun = { work, over: new AbortController() };
    this.#running = begun;
    this.#tell(`${work.name} …`);
    void work.run(this.#device, begun.over.signal).then((said) => {
      this.#tell(`… ${said}`);
      if (this.#running === begun) this.#running = null;
    });
  }

  /** The driver wrote nothing where it wrote something then. */
  #silence(): ReplayDifference {
    const { position } = this.#link;
    const line = this.#recording.lines[position];
    const then =
      line !== undefined && 'out' in line ? Uint8Array.from(Buffer.from(line.out, 'hex')) : new Uint8Array(0);
    // The head is the first line of the file.
    return { line: position + 2, then, now: new Uint8Array(0) };
  }

  #start(): Device {
    const device = this.#driver.make(this.#link, this.#clock);
    this.#tell(shownStatus(device.status));
    device.on((event) => {
      this.#tell(event.event === 'status' ? shownStatus(event.status) : inLine(event.problem));
    });
    if (device.kind === 'document') {
      (device as DocumentReader).onDocument((event) => {
        const text = (event.text ?? '').replaceAll('\n', ' / ');
        this.#tell(event.event === 'document' ? `read ${text}` : `${inLine(event.problem)} ${text}`);
      });
    }
    device.open();
    return device;
  }

  async #close(): Promise<void> {
    let closed = false;
    const closing = this.#device.close().finally(() => {
      closed = true;
    });
    await this.#clock.pass(CLOSE_MS, () => closed);
    await closing;
  }

  #tell(what: string): void {
    this.#told.push(`${shownTime(this.#link.recordedNow)}  ${what}`);
  }
}

function shownStatus(status: DeviceStatus): string {
  switch (status.state) {
    case 'ready':
      return status.notice ? `ready, ${inLine(status.notice)}` : 'ready';
    case 'working':
      return status.because ? `${status.doing}, ${inLine(status.because)}` : status.doing;
    case 'attention':
    case 'missing':
      return `${status.state}, ${inLine(status.problem)}`;
  }
}
