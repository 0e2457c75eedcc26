import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Clock, within } from '../../clock.ts';
import type { MissingPart, Pcsc, SeenReader } from './pcsc.ts';
import type { PcscAsked, PcscQuestion, PcscSaid, PcscValue } from './pcsc-protocol.ts';

type Waiting = { readonly resolve: (value: PcscValue) => void; readonly reject: (error: Error) => void };

export interface ProcessOptions {
  readonly clock: Clock;
  /** How long loading the library may take, in milliseconds. */
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  /** The program that holds the library; a test has another one. */
  readonly entry?: string;
}

/**
 * The PC/SC library in a process of its own. Every call is a question to it; all that are open reject when it ends.
 * None has a limit of its own: whoever does not want to wait any longer calls `end`.
 * @returns the part that is not installed, where the library cannot be loaded; rejects when the process does not start
 */
export async function startPcsc(options: ProcessOptions): Promise<Pcsc | MissingPart> {
  const { clock, limitMs, signal, entry = fileURLToPath(new URL('./pcsc-child.ts', import.meta.url)) } = options;
  const held = new PcscProcess(entry);
  const missing = await within(clock, limitMs, held.loaded, 'late' as const, signal).catch(() => 'late' as const);
  if (missing === null) return held.library;
  await held.end();
  if (missing === 'late') throw new Error('the process of the PC/SC library does not start');
  return { missing };
}

class PcscProcess {
  readonly loaded: Promise<MissingPart['missing'] | null>;
  private readonly child: ChildProcess;
  private readonly over: Promise<void>;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private gone = false;

  constructor(entry: string) {
    this.child = fork(entry, [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const { child } = this;
    let loaded: (missing: MissingPart['missing'] | null) => void = () => {};
    let failed: (error: Error) => void = () => {};
    this.loaded = new Promise((resolve, reject) => {
      loaded = resolve;
      failed = reject;
    });
    this.over = new Promise((resolve) => {
      const ended = () => {
        this.gone = true;
        const error = new Error('the process of the PC/SC library has ended');
        failed(error);
        for (const { reject } of this.waiting.values()) reject(error);
        this.waiting.clear();
        resolve();
      };
      child.on('error', ended);
      child.on('exit', ended);
    });
    child.on('message', (said: PcscSaid) => {
      if (said.say === 'loaded') loaded(said.missing);
      else this.answered(said);
    });
  }

  get library(): Pcsc {
    return {
      service: async () => {
        await this.ask({ ask: 'service' });
        return {
          readers: async () => (await this.ask({ ask: 'readers' })) as readonly SeenReader[],
          close: () => void this.ask({ ask: 'drop' }).catch(() => undefined),
        };
      },
      connect: async (reader) => {
        const card = (await this.ask({ ask: 'connect', reader })) as number;
        return {
          transmit: async (apdu) => (await this.ask({ ask: 'transmit', card, apdu })) as Uint8Array,
          release: async () => void (await this.ask({ ask: 'release', card })),
        };
      },
      rouse: async (reader) => void (await this.ask({ ask: 'rouse', reader })),
      end: () => this.end(),
    };
  }

  /** The service lets go of a card whose reader's process has ended, and resets it. */
  end(): Promise<void> {
    this.child.kill('SIGKILL');
    return this.over;
  }

  private ask(question: PcscQuestion): Promise<PcscValue> {
    return new Promise((resolve, reject) => {
      if (this.gone) return reject(new Error('the process of the PC/SC library has ended'));
      this.asked += 1;
      const asked: PcscAsked = { ...question, id: this.asked };
      this.waiting.set(asked.id, { resolve, reject });
      // One that cannot be sent is answered by the end of the process.
      this.child.send(asked, undefined, undefined, () => {});
    });
  }

  private answered(said: Exclude<PcscSaid, { readonly say: 'loaded' }>): void {
    const waiting = this.waiting.get(said.id);
    this.waiting.delete(said.id);
    if (said.say === 'answer') waiting?.resolve(said.value);
    else waiting?.reject(new Error(said.message));
  }
}
