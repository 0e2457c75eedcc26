import { type ChildProcess, fork } from 'node:child_process';
import type { DeviceHealth } from '../../../drivers/device.ts';

/** First pause before a dead host is started anew, and the longest, in milliseconds. */
const RESTART_FIRST_MS = 200;
const RESTART_LONGEST_MS = 5_000;
/** A host that lived this long starts anew without a longer pause. */
const LIVED_MS = 10_000;
/** The host says every second that it is alive; silent for so long, in milliseconds, it hangs and is killed. */
const SILENT_MS = 15_000;
/** How many times in that time it is looked at. */
const LOOKS = 15;

/** What a device host says: answers, what happens by itself, and that it is alive. */
export type HostSays<Answer, News> =
  | { readonly say: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly say: 'news'; readonly news: News }
  /** Once a second, whatever happens: it is alive. */
  | { readonly say: 'health'; readonly health: DeviceHealth | null }
  | { readonly say: 'restart-needed' };

/** A request with the number that its answer has. */
export interface HostAsked<Request> {
  readonly id: number;
  readonly request: Request;
}

export interface HostProcessOptions<Answer, News> {
  /** What the process runs, and with which arguments. */
  readonly module: URL;
  readonly args: readonly string[];
  /** What is answered while the host is not there, and to whatever it has left unanswered. */
  readonly gone: Answer;
  readonly onHealth: () => void;
  readonly onNews: (news: News) => void;
  /** How long the host may say nothing, in milliseconds. */
  readonly silentMs?: number | undefined;
}

/** A device host as the zone has it: starts it, asks it, and starts it anew when it dies or hangs. */
export class HostProcess<Request, Answer, News> {
  readonly #options: HostProcessOptions<Answer, News>;
  readonly #pending = new Map<number, (answer: Answer) => void>();
  #health: DeviceHealth | null = null;
  #child: ChildProcess | null = null;
  #id = 0;
  #delay = RESTART_FIRST_MS;
  #startedAt = 0;
  #silent = 0;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #listening: NodeJS.Timeout;

  constructor(options: HostProcessOptions<Answer, News>) {
    this.#options = options;
    this.#listening = setInterval(() => this.#listen(), (options.silentMs ?? SILENT_MS) / LOOKS);
    this.#listening.unref();
  }

  /** What the device last said of itself; null while its host is not there. */
  get health(): DeviceHealth | null {
    return this.#health;
  }

  /** The host's process id; null while it is being restarted. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  start(): void {
    this.#startedAt = performance.now();
    this.#silent = 0;
    const { module, args } = this.#options;
    const child = fork(module, [...args], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.on('message', (message: HostSays<Answer, News>) => this.#hear(child, message));
    child.on('error', () => child.kill('SIGKILL'));
    child.on('exit', () => this.#died(child));
  }

  ask(request: Request): Promise<Answer> {
    const child = this.#child;
    if (!child?.connected) return Promise.resolve(this.#options.gone);
    const asked: HostAsked<Request> = { id: ++this.#id, request };
    return new Promise((resolve) => {
      this.#pending.set(asked.id, resolve);
      child.send(asked, () => {});
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#listening);
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (child.connected) child.disconnect();
    const late = setTimeout(() => child.kill('SIGKILL'), RESTART_LONGEST_MS);
    await gone;
    clearTimeout(late);
  }

  #hear(child: ChildProcess, message: HostSays<Answer, News>): void {
    // The last words of one that has died come after its end was known, and everything was answered without them.
    if (child !== this.#child) return;
    this.#silent = 0;
    switch (message.say) {
      case 'answer': {
        const answer = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        answer?.(message.answer);
        return;
      }
      case 'news':
        this.#options.onNews(message.news);
        return;
      case 'health':
        this.#health = message.health;
        this.#options.onHealth();
        return;
      case 'restart-needed':
        child.kill('SIGKILL');
        return;
    }
  }

  #listen(): void {
    if (!this.#child) return;
    this.#silent += 1;
    if (this.#silent >= LOOKS) this.#child.kill('SIGKILL');
  }

  #died(child: ChildProcess): void {
    if (child !== this.#child) return;
    this.#child = null;
    this.#health = null;
    for (const answer of this.#pending.values()) answer(this.#options.gone);
    this.#pending.clear();
    this.#options.onHealth();
    if (this.#closed) return;
    const lived = performance.now() - this.#startedAt > LIVED_MS;
    this.#delay = lived ? RESTART_FIRST_MS : Math.min(this.#delay * 2, RESTART_LONGEST_MS);
    this.#timer = setTimeout(() => this.start(), this.#delay);
  }
}
