import { type ChildProcess, fork } from 'node:child_process';
import type { PowerReading } from '../../../core/power/rule.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import type { CaptureProgress } from '../../../drivers/device.ts';
import type { TraceLine } from '../../../drivers/transport/trace.ts';
import type { FoundGroup, RecordingView } from '../../api/views.ts';
import type { Discovery } from './discovery.ts';
import type {
  CaptureAnswer,
  ChipAnswer,
  ChipQuestion,
  HostMessage,
  HostRequest,
  NamedHealth,
  PageAnswer,
  PageQuestion,
  PrintAnswer,
  ReadingProgress,
  RecordAnswer,
  RecordWish,
} from './protocol.ts';
import { foundIn } from './reopened.ts';
import type { DeviceSetup } from './setup.ts';
import type { TrialAnswer, TrialNews, TrialWork } from './trial-protocol.ts';
import { type Sent, unanswered } from './unanswered.ts';

/** What happens at the devices, told to the zone. */
export interface DeviceListener {
  readonly health: (health: readonly NamedHealth[]) => void;
  readonly document: (text: string) => void;
  readonly unreadable: (problem: Problem) => void;
  readonly progress: (progress: CaptureProgress) => void;
  readonly reading: (progress: ReadingProgress) => void;
  readonly power: (device: string, reading: PowerReading) => void;
  /** The host ended and is being started anew. */
  readonly hostDied: (code: number | null, signal: string | null) => void;
}

/** First delay before a dead host is started anew, and the longest, in milliseconds. */
const RESTART_FIRST_MS = 200;
const RESTART_LONGEST_MS = 5_000;
/** How often the host is listened for, in milliseconds, and after how many silent times it hangs: it tells its devices' health every second. */
const LISTEN_MS = 1_000;
const SILENT_TIMES = 15;
/** The same for a host that is only starting: on a machine that is very busy a process needs long to come up. */
const SILENT_TIMES_STARTING = 60;
/** The last rung of a ladder is taken no more often than this, in milliseconds, whichever device asks for it. */
const LADDER_RESTART_REST_MS = 10 * 60_000;
/** A host that lived this long starts anew without waiting. */
const LIVED_MS = 10_000;

/**
 * The zone's side of the device host: starts it, asks it, and starts it anew when it dies. Whatever was under way
 * then is answered truthfully: a capture as a missing sensor, a print as "may have come out".
 */
export class DeviceClient {
  readonly #entry: URL;
  #setups: readonly DeviceSetup[];
  readonly #listener: DeviceListener;
  readonly #now: () => number;
  readonly #beside: () => readonly NamedHealth[];
  readonly #pending = new Map<
    number,
    {
      readonly ask: HostRequest['ask'];
      readonly answer: (value: unknown) => void;
      readonly onNews: (news: TrialNews) => void;
    }
  >();
  #health: readonly NamedHealth[] = [];
  #child: ChildProcess | null = null;
  #id = 0;
  #delay = RESTART_FIRST_MS;
  #startedAt = 0;
  #ladderRestartAt = Number.NEGATIVE_INFINITY;
  readonly #lastRung: boolean;
  #closed = false;
  #timer: NodeJS.Timeout | null = null;
  /** Times that the host was listened for since it last said anything. Counted, so that a busy zone blames nobody. */
  #silent = 0;
  /** Whether this host has said anything since it was started. */
  #spoke = false;
  readonly #listening: NodeJS.Timeout;

  constructor(options: {
    readonly entry: URL;
    readonly setups: readonly DeviceSetup[];
    readonly listener: DeviceListener;
    /** Monotonic milliseconds. */
    readonly now: () => number;
    /** Devices that stand among the others and are no business of the host: the zone knows them itself. */
    readonly beside?: () => readonly NamedHealth[];
    /**
     * Whether the host starts anew when a device was given up. False for who only looks: what was found would be
     * forgotten, and the other devices with it.
     */
    readonly lastRung?: boolean;
    /** Milliseconds; for tests. */
    readonly listenMs?: number;
  }) {
    this.#entry = options.entry;
    this.#setups = options.setups;
    this.#listener = options.listener;
    this.#now = options.now;
    this.#beside = options.beside ?? (() => []);
    this.#lastRung = options.lastRung ?? true;
    this.#listening = setInterval(() => this.#listen(), options.listenMs ?? LISTEN_MS);
    this.#listening.unref();
  }

  /** The host's process id, for the supervisor's tests; null while it is being restarted. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** What the devices last said of themselves. */
  get health(): readonly NamedHealth[] {
    return [...this.#health, ...this.#beside()];
  }

  /** A device beside the host's is another now. */
  besideChanged(): void {
    this.#listener.health(this.health);
  }

  start(): void {
    this.#startedAt = this.#now();
    this.#silent = 0;
    this.#spoke = false;
    const child = fork(this.#entry, [JSON.stringify(this.#setups)], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.on('message', (message: HostMessage) => this.#hear(message));
    child.on('error', () => child.kill('SIGKILL'));
    child.on('exit', (code, signal) => this.#died(child, code, signal));
  }

  /** A host that hangs is killed like one that asks for it: it starts anew by itself. */
  #listen(): void {
    if (!this.#child) return;
    this.#silent += 1;
    if (this.#silent >= (this.#spoke ? SILENT_TIMES : SILENT_TIMES_STARTING)) this.restart();
  }

  /** The last rung of every ladder: the host is killed, and starts anew by itself. */
  restart(): void {
    this.#child?.kill('SIGKILL');
  }

  async capture(options: { readonly afterLift: boolean; readonly signal: AbortSignal }): Promise<CaptureAnswer> {
    const { signal, afterLift } = options;
    return (await this.#until(signal, 'stop-capture', { ask: 'capture', afterLift })) as CaptureAnswer;
  }

  /** Reads the chip on the reader. Ends with `device.cancelled` when the signal aborts. */
  async readChip(question: ChipQuestion, signal: AbortSignal): Promise<ChipAnswer> {
    return (await this.#until(signal, 'stop-reading', { ask: 'read-chip', ...question })) as ChipAnswer;
  }

  /** Scans one page. Ends with `device.cancelled` when the signal aborts. */
  async scanPage(question: PageQuestion, signal: AbortSignal): Promise<PageAnswer> {
    return (await this.#until(signal, 'stop-reading', { ask: 'scan-page', ...question })) as PageAnswer;
  }

  async print(svg: string): Promise<PrintAnswer> {
    return (await this.#ask({ ask: 'print', svg })) as PrintAnswer;
  }

  /** A technician's try of one device. `onNews`: what is seen of it meanwhile. */
  async trial(
    device: string,
    work: TrialWork,
    options: { readonly signal: AbortSignal; readonly onNews?: (news: TrialNews) => void },
  ): Promise<TrialAnswer> {
    const asked = { ask: 'trial', device, work } as const;
    return (await this.#until(options.signal, 'stop-trial', asked, options.onNews)) as TrialAnswer;
  }

  /** Prints a document on A4. Ends when the print service calls it done, or when its time is over. */
  async printPage(pdf: Uint8Array, title: string): Promise<PrintAnswer> {
    return (await this.#ask({ ask: 'print-page', pdf, title })) as PrintAnswer;
  }

  /** Prints one ballot. Ends when the print service calls it done, or when its time is over. */
  async printBallot(pdf: Uint8Array): Promise<PrintAnswer> {
    return (await this.#ask({ ask: 'print-ballot', pdf })) as PrintAnswer;
  }

  /** Has the ballots' print service forget whatever it holds: after this nothing comes out by itself. */
  async clearBallots(): Promise<Result<null, Problem>> {
    return (await this.#ask({ ask: 'clear-ballots' })) as Result<null, Problem>;
  }

  async stopPage(): Promise<void> {
    await this.#ask({ ask: 'stop-page' });
  }

  /**
   * Opens a device anew.
   * @param device its name in this kiosk
   * @returns what was found: nothing to do, or what is wrong with it
   */
  async reopen(device: string): Promise<Result<null, Problem>> {
    // The zone's own are no business of the host: nothing is opened, and how they are is known.
    const beside = this.#beside().find(({ id }) => id === device);
    return beside ? foundIn(beside.status) : ((await this.#ask({ ask: 'reopen', device })) as Result<null, Problem>);
  }

  /** What is plugged in or answers, used or not: of one group, or everything. */
  async discover(group: FoundGroup | null = null): Promise<Discovery> {
    return (await this.#ask({ ask: 'discover', group })) as Discovery;
  }

  /** What passed on a device's wire last, masked; nothing of one that has no wire. */
  async trace(device: string): Promise<readonly TraceLine[]> {
    return (await this.#ask({ ask: 'trace', device })) as readonly TraceLine[];
  }

  /** Whether a device has a wire, does nothing, and no recording would be lost. */
  async recordable(wish: RecordWish): Promise<RecordAnswer> {
    return (await this.#ask({ ask: 'recordable', ...wish })) as RecordAnswer;
  }

  /** Opens a device anew and records its wire. @param masked false only in training mode */
  async record(wish: RecordWish, masked: boolean): Promise<RecordAnswer> {
    return (await this.#ask({ ask: 'record', ...wish, masked })) as RecordAnswer;
  }

  async recording(): Promise<RecordingView | null> {
    return (await this.#ask({ ask: 'recording' })) as RecordingView | null;
  }

  async stopRecording(): Promise<void> {
    await this.#ask({ ask: 'stop-recording' });
  }

  async recorded(): Promise<string | null> {
    return (await this.#ask({ ask: 'recorded' })) as string | null;
  }

  /** Ends the recording and forgets it. */
  async dropRecording(): Promise<void> {
    await this.#ask({ ask: 'drop-recording' });
  }

  /** The devices are others from now on: the host starts anew with them. */
  use(setups: readonly DeviceSetup[]): void {
    this.#setups = setups;
    this.restart();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#listening);
    if (this.#timer) clearTimeout(this.#timer);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    await exited;
  }

  async #until(
    signal: AbortSignal,
    stop: 'stop-capture' | 'stop-reading' | 'stop-trial',
    request: Pick<HostRequest, 'ask'> & Record<string, unknown>,
    onNews?: (news: TrialNews) => void,
  ): Promise<unknown> {
    if (signal.aborted) return err({ code: 'device.cancelled' });
    const stopIt = () => void this.#ask({ ask: stop });
    signal.addEventListener('abort', stopIt, { once: true });
    try {
      return await this.#ask(request, onNews);
    } finally {
      signal.removeEventListener('abort', stopIt);
    }
  }

  #ask(
    request: Pick<HostRequest, 'ask'> & Record<string, unknown>,
    onNews: (news: TrialNews) => void = () => {},
  ): Promise<unknown> {
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve) => {
      this.#pending.set(id, { ask: request.ask, answer: resolve, onNews });
      const child = this.#child;
      if (!child?.connected) {
        this.#fail(id, 'nothing-sent');
        return;
      }
      child.send({ id, ...request }, (error) => {
        if (error) this.#fail(id, 'nothing-sent');
      });
    });
  }

  #hear(message: HostMessage): void {
    this.#silent = 0;
    this.#spoke = true;
    switch (message.say) {
      case 'answer': {
        const waiting = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        waiting?.answer(message.value);
        return;
      }
      case 'progress':
        this.#listener.progress(message.progress);
        return;
      case 'trial':
        this.#pending.get(message.id)?.onNews(message.news);
        return;
      case 'reading':
        this.#listener.reading(message.progress);
        return;
      case 'health':
        this.#health = message.health;
        this.#listener.health(this.health);
        return;
      case 'document':
        this.#listener.document(message.text);
        return;
      case 'unreadable':
        this.#listener.unreadable(message.problem);
        return;
      case 'power':
        this.#listener.power(message.device, message.reading);
        return;
      case 'restart-needed':
        // It helps once or not at all: the other devices must not go away again and again for one that is dead.
        if (!this.#lastRung) return;
        if (this.#now() - this.#ladderRestartAt < LADDER_RESTART_REST_MS) return;
        this.#ladderRestartAt = this.#now();
        this.restart();
        return;
    }
  }

  /** Answers a request that the host will never answer. */
  #fail(id: number, sent: Sent): void {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    waiting?.answer(unanswered(waiting.ask, sent));
  }

  #died(child: ChildProcess, code: number | null, signal: string | null): void {
    if (this.#child !== child) return;
    this.#child = null;
    // Bytes may have left before it died: only the officer can know.
    for (const id of [...this.#pending.keys()]) this.#fail(id, 'maybe-printed');
    if (this.#closed) return;
    // No light may say "ready" while nobody listens to the device.
    this.#health = this.#health.map((health) => ({
      ...health,
      status: { state: 'working', doing: 'connecting' },
      forMs: 0,
    }));
    this.#listener.health(this.health);
    this.#listener.hostDied(code, signal);
    this.#delay =
      this.#now() - this.#startedAt > LIVED_MS ? RESTART_FIRST_MS : Math.min(this.#delay * 2, RESTART_LONGEST_MS);
    this.#timer = setTimeout(() => this.start(), this.#delay);
  }
}
