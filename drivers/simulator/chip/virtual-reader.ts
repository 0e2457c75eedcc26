import { connect, type Socket } from 'node:net';
import { ATR, type SimulatedChip } from './card.ts';

/** What goes wrong with a card in the reader. Counted in commands since it was laid on. */
export interface CardFaults {
  /** Taken off instead of answering this command. */
  readonly removedAt?: number;
  /** Says nothing from this command on. */
  readonly silentAt?: number;
  /** Answers bytes that are no answer. */
  readonly garbageAt?: number;
  /** Waits before each answer, in milliseconds. */
  readonly delayMs?: number;
}

/** Control messages of the vpcd protocol are one byte long; anything longer is a command. */
const CONTROL = { off: 0, on: 1, reset: 2, atr: 4 } as const;
/** A service that is not there is looked for again after this time. */
const AGAIN_MS = 100;
/**
 * For the driver to take the connection. It listens with room for one that waits, and looks twice a second: cards that are
 * swapped faster find no room, and the kernel would ask again after 1, 2, 4 seconds and longer.
 */
const TAKEN_MS = 250;

/**
 * A reader's antenna: pcscd's vpcd driver listens, a card is there while somebody is connected.
 * Both ways: two bytes of length (big-endian), then that many bytes.
 */
export class VirtualReader {
  private readonly port: number;
  private socket: Socket | null = null;
  private chip: SimulatedChip | null = null;
  private faults: CardFaults = {};
  private again: ReturnType<typeof setTimeout> | null = null;
  private heard = 0;
  /** Commands as they came, for tests that count them. */
  readonly commands: Uint8Array[] = [];

  private readonly onCommand: () => void;

  constructor(port: number, onCommand: () => void = () => {}) {
    this.port = port;
    this.onCommand = onCommand;
  }

  /** Lays a card on, and again whenever the service was away, until `remove`. */
  insert(chip: SimulatedChip, faults: CardFaults = {}): void {
    this.remove();
    this.chip = chip;
    this.faults = faults;
    this.heard = 0;
    chip.reset();
    this.connect();
  }

  /** Takes the card off. */
  remove(): void {
    this.chip = null;
    if (this.again !== null) clearTimeout(this.again);
    this.again = null;
    this.socket?.destroy();
    this.socket = null;
  }

  private connect(): void {
    const socket = connect(this.port, '127.0.0.1');
    // Both ends wait for each other's small pieces otherwise.
    socket.setNoDelay(true);
    this.socket = socket;
    const unheard = setTimeout(() => socket.destroy(), TAKEN_MS);
    socket.on('connect', () => clearTimeout(unheard));
    let held = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      while (held.length >= 2 && held.length >= 2 + held.readUInt16BE()) {
        const message = held.subarray(2, 2 + held.readUInt16BE());
        held = held.subarray(2 + message.length);
        this.received(message, socket);
      }
    });
    // A service that goes away resets the connection: `close` follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(unheard);
      if (this.socket !== socket || this.chip === null) return;
      this.socket = null;
      this.again = setTimeout(() => this.connect(), AGAIN_MS);
    });
  }

  private received(message: Buffer, socket: Socket): void {
    const chip = this.chip;
    if (chip === null) return;
    if (message.length === 1) {
      if (message[0] === CONTROL.atr) this.send(socket, ATR);
      else chip.reset();
      return;
    }
    this.heard += 1;
    this.commands.push(Uint8Array.from(message));
    this.onCommand();
    const { removedAt, silentAt, garbageAt, delayMs = 0 } = this.faults;
    if (removedAt !== undefined && this.heard >= removedAt) {
      this.remove();
      return;
    }
    if (silentAt !== undefined && this.heard >= silentAt) return;
    const answer = this.heard === garbageAt ? Uint8Array.of(0x5a) : chip.process(Uint8Array.from(message));
    if (delayMs === 0) this.send(socket, answer);
    else setTimeout(() => this.send(socket, answer), delayMs);
  }

  private send(socket: Socket, bytes: Uint8Array): void {
    if (socket.destroyed) return;
    socket.write(Buffer.concat([Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes]));
  }
}
