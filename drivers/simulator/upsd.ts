import { SimulatedTcpPort } from './tcp-port.ts';

/** What is wrong with the service, or with the supply behind it. */
export type UpsdFault =
  | 'none'
  /** The driver has not heard from the supply for too long. */
  | 'stale'
  /** No driver. */
  | 'driver-gone'
  | 'denied'
  /** Takes questions and never answers. */
  | 'silent'
  /** Answers after `slowMs`. */
  | 'slow'
  /** Answers with bytes of something else. */
  | 'garbage'
  /** Half an answer, then hangs up. */
  | 'cut'
  /** A list that never ends. */
  | 'endless'
  /** A list in which a line is missing its end. */
  | 'torn';

/** upsd's end of a TCP connection, for faults that the real one does not show on request. */
export class SimulatedUpsd {
  fault: UpsdFault = 'none';
  slowMs = 700;
  readonly port: SimulatedTcpPort;
  readonly variables = new Map([
    ['battery.charge', '100'],
    ['battery.runtime', '1500'],
    ['ups.mfr', 'Example "A\\B"'],
    ['ups.status', 'OL'],
  ]);
  private readonly ups: string;
  private line = '';
  private questions = 0;

  /** @param port where it listens; left out: where the system likes */
  constructor(ups: string, port = 0) {
    this.port = new SimulatedTcpPort(port);
    this.ups = ups;
    this.port.onBytes((bytes) => {
      this.line += Buffer.from(bytes).toString('latin1');
      for (let end = this.line.indexOf('\n'); end >= 0; end = this.line.indexOf('\n')) {
        const question = this.line.slice(0, end);
        this.line = this.line.slice(end + 1);
        this.asked(question);
      }
    });
  }

  /** Questions so far. */
  get asks(): number {
    return this.questions;
  }

  private asked(question: string): void {
    this.questions += 1;
    const answer = this.answer(question);
    if (this.fault === 'silent') return;
    const asker = this.port.connected;
    if (this.fault === 'slow') {
      // Who has hung up meanwhile hears nothing, and neither does the next one.
      setTimeout(() => {
        if (this.port.connected === asker) this.say(answer);
      }, this.slowMs);
    } else if (this.fault === 'garbage') this.port.send(Uint8Array.from({ length: 3_000 }, (_, i) => (i * 31) % 256));
    else if (this.fault === 'cut') {
      this.say(answer.slice(0, answer.length / 2));
      setTimeout(() => void this.port.switchOff().then(() => this.port.plug()), 20);
    } else if (this.fault === 'endless')
      this.say(`${answer.replace(/END LIST.*\n/, '')}${'VAR x y "z"\n'.repeat(5_000)}`);
    else if (this.fault === 'torn') this.say(answer.replace('battery.runtime "1500"', 'battery.runtime "15'));
    else this.say(answer);
  }

  private answer(question: string): string {
    const [verb, what, ups, name] = question.trim().split(/\s+/);
    if (verb === 'VER') return 'Network UPS Tools upsd (simulated)\n';
    if (verb === 'LOGOUT') return 'OK Goodbye\n';
    if (verb === 'LIST' && what === 'UPS') return `BEGIN LIST UPS\nUPS ${this.ups} "simulated"\nEND LIST UPS\n`;
    if ((verb !== 'LIST' && verb !== 'GET') || what !== 'VAR') return 'ERR UNKNOWN-COMMAND\n';
    if (ups !== this.ups) return 'ERR UNKNOWN-UPS\n';
    if (this.fault === 'stale') return 'ERR DATA-STALE\n';
    if (this.fault === 'driver-gone') return 'ERR DRIVER-NOT-CONNECTED\n';
    if (this.fault === 'denied') return 'ERR ACCESS-DENIED\n';
    const quoted = (value: string) => `"${value.replaceAll(/[\\"]/g, '\\$&')}"`;
    if (verb === 'GET') {
      const value = this.variables.get(name ?? '');
      return value === undefined ? 'ERR VAR-NOT-SUPPORTED\n' : `VAR ${ups} ${name} ${quoted(value)}\n`;
    }
    const lines = [...this.variables].map(([key, value]) => `VAR ${ups} ${key} ${quoted(value)}\n`);
    return `BEGIN LIST VAR ${ups}\n${lines.join('')}END LIST VAR ${ups}\n`;
  }

  private say(text: string): void {
    this.port.send(Buffer.from(text, 'utf8'));
  }
}
