import type { Socket } from 'node:net';
import type { SbiAuthority } from './authority.ts';
import type { Touch } from './biometrics.ts';
import type { SbiFault } from './faults.ts';
import { type Heard, HttpListener } from './http-server.ts';
import {
  type CaptureQuestion,
  captureOf,
  deviceIdOf,
  discoveryOf,
  errorOf,
  failed,
  infoOf,
  type Speaker,
  send,
} from './words.ts';

/** Between two frames of the live preview, in milliseconds, as the reference service has it. */
const FRAME_MS = 30;
/** How often a capture looks for the finger. */
const LOOK_MS = 10;

export interface SimulatedSbiOptions {
  readonly authority: SbiAuthority;
  readonly serial: string;
  /** It takes the first that is free. */
  readonly ports: readonly number[];
  /** JPEG, shown one after the other. */
  readonly frames: readonly Uint8Array[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A fingerprint scanner behind an SBI 0.9.5 service. The finger stays on it until it is lifted. */
export class SimulatedSbi {
  private readonly options: SimulatedSbiOptions;
  private listener: HttpListener | null = null;
  private current = 0;
  private fault: SbiFault = {};
  private failures = 0;
  private finger: readonly Touch[] = [];
  private capturing = false;
  private readonly streams = new Set<Socket>();
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Captures that ended with a finger. */
  captures = 0;
  /** Questions by verb. */
  readonly heard: Record<string, number> = {};

  constructor(options: SimulatedSbiOptions) {
    this.options = options;
  }

  get port(): number {
    return this.current;
  }

  /** True while a capture waits for its finger. */
  get waiting(): boolean {
    return this.capturing;
  }

  /** Listens on the first free port, other than those that are left out. */
  async start(leftOut: readonly number[] = []): Promise<number> {
    for (const port of this.options.ports) {
      if (leftOut.includes(port)) continue;
      const listener = new HttpListener((request, socket) => this.answer(request, socket));
      if (!(await listener.listen(port))) continue;
      this.listener = listener;
      this.current = port;
      return port;
    }
    throw new Error('no port is free');
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.capturing = false;
    const { listener } = this;
    this.listener = null;
    await listener?.close();
  }

  /** The service was restarted and got another port. */
  async move(): Promise<number> {
    const before = this.current;
    await this.stop();
    return this.start([before]);
  }

  inject(fault: SbiFault): void {
    this.fault = fault;
    this.failures = 0;
  }

  mend(): void {
    this.inject({});
  }

  touch(...finger: readonly Touch[]): void {
    this.finger = finger;
  }

  lift(): void {
    this.finger = [];
  }

  private readonly after = (ms: number, then: () => void): void => {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      then();
    }, ms);
    this.timers.add(timer);
  };

  private get speaker(): Speaker {
    const { authority, serial, now } = this.options;
    const busy = this.capturing || this.streams.size > 0;
    return { authority, serial, port: this.current, busy, fault: this.fault, now: now() };
  }

  private faultOf(verb: string): SbiFault {
    return (this.fault.verbs?.includes(verb) ?? true) ? this.fault : {};
  }

  private answer(request: Heard, socket: Socket): void {
    const { verb } = request;
    this.heard[verb] = (this.heard[verb] ?? 0) + 1;
    const { silent, slow = 0 } = this.faultOf(verb);
    if (!silent) this.after(slow, () => this.answerNow(request, socket));
  }

  private answerNow({ verb, path, body }: Heard, socket: Socket): void {
    const say = (value: unknown) => send(socket, value, this.faultOf(verb), this.after);
    switch (`${verb} ${path}`) {
      case 'MOSIPDISC /device':
        say(discoveryOf(this.speaker));
        break;
      case 'MOSIPDINFO /info':
        say(infoOf(this.speaker));
        break;
      case 'STREAM /stream':
        this.stream(body, socket, say);
        break;
      case 'RCAPTURE /capture':
        this.capture(JSON.parse(body) as CaptureQuestion, 0, socket, say);
        break;
      case 'CAPTURE /capture':
        this.capture(JSON.parse(body) as CaptureQuestion, 100, socket, say);
        break;
      default:
        say({ error: errorOf('500') });
    }
  }

  /** The code with which a capture ends before it begins, or null. `over`: captures for authentication have codes of their own. */
  private refusal(over: number): string | null {
    const { code, times = Number.POSITIVE_INFINITY, status } = this.fault;
    if (code !== undefined && this.failures < times) {
      this.failures += 1;
      return code;
    }
    if (status === 'Not Registered') return '100';
    if (status === 'Not Ready') return '110';
    return status === 'Busy' || this.capturing ? String(703 + over) : null;
  }

  private capture(question: CaptureQuestion, over: number, socket: Socket, say: (value: unknown) => void): void {
    const refusal = this.refusal(over);
    if (refusal !== null) {
      say(failed(refusal));
      return;
    }
    this.capturing = true;
    let left = Number(question.timeout);
    const look = () => {
      const found = this.finger.length > 0;
      if (!found && left > 0 && !socket.destroyed) {
        left -= LOOK_MS;
        this.after(LOOK_MS, look);
        return;
      }
      this.capturing = false;
      for (const stream of this.streams) stream.end();
      if (found) this.captures += 1;
      say(found ? captureOf(this.speaker, question, this.finger) : failed(String(701 + over)));
    };
    look();
  }

  private stream(body: string, socket: Socket, say: (value: unknown) => void): void {
    const question = JSON.parse(body) as { readonly deviceId: string; readonly timeout: string };
    if (question.deviceId !== deviceIdOf(this.speaker)) {
      say({ error: errorOf('605') });
      return;
    }
    this.streams.add(socket);
    socket.on('close', () => this.streams.delete(socket));
    socket.write(
      'HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=--BoundaryString\r\nConnection: close\r\n\r\n',
    );
    const { frames } = this.options;
    let left = Number(question.timeout);
    let number = 0;
    const show = () => {
      if (socket.destroyed || socket.writableEnded) return;
      if (left <= 0) {
        socket.end();
        return;
      }
      const frame = frames[number % frames.length] ?? new Uint8Array();
      const head = `--BoundaryString\r\nAccess-Control-Allow-Origin:*\r\nContent-Type:image/jpeg\r\nContent-Length:${frame.length}\r\n\r\n`;
      socket.write(Buffer.concat([Buffer.from(head, 'latin1'), frame]));
      number += 1;
      left -= FRAME_MS;
      this.after(FRAME_MS, show);
    };
    show();
  }
}
