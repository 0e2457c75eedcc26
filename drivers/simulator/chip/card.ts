import { type Answer, type Command, isExtended, parseCommand } from '../../../core/document/chip/apdu.ts';
import { CHIP_FILES, LDS1_APPLICATION } from '../../../core/document/chip/files.ts';
import { join, readTlvs, same, tlv, valueAt } from '../../../core/document/chip/tlv.ts';
import { BasicAccess, PaceExchange } from './card-access.ts';
import type { CardMessaging } from './card-messaging.ts';
import { type ChipDocument, cardAccess } from './document.ts';

/** Answer to reset of a contactless card behind a PC/SC reader (PC/SC part 3 §3.1.3.2.3). */
export const ATR = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);

const SW = {
  ok: 0x9000,
  endOfFile: 0x6282,
  warning: 0x6300,
  wrongLength: 0x6700,
  security: 0x6982,
  conditions: 0x6985,
  messaging: 0x6988,
  notFound: 0x6a82,
  parameters: 0x6a86,
  offset: 0x6b00,
  instruction: 0x6d00,
} as const;

export interface CardOptions {
  /** Whether the chip takes extended length; else it answers 6700. */
  readonly extended?: boolean;
  /** Longest piece of a file that one answer brings. */
  readonly maxRead?: number;
}

const only = (sw: number): Answer => ({ data: new Uint8Array(), sw });
const ok = (data: Uint8Array = new Uint8Array()): Answer => ({ data, sw: SW.ok });

/** The chip of an e-ID: commands in, answers out, with the state that a reset takes away. */
export class SimulatedChip {
  readonly document: Omit<ChipDocument, 'state'>;
  private readonly options: CardOptions;
  private application = false;
  private file: Uint8Array | null = null;
  private messaging: CardMessaging | null = null;
  private basic = new BasicAccess();
  private pace: PaceExchange | null = null;

  constructor(document: Omit<ChipDocument, 'state'>, options: CardOptions = {}) {
    this.document = document;
    this.options = options;
  }

  reset(): void {
    this.application = false;
    this.file = null;
    this.messaging = null;
    this.basic = new BasicAccess();
    this.pace = null;
  }

  /** Answers one command APDU. */
  process(apdu: Uint8Array): Uint8Array {
    const command = parseCommand(apdu);
    if (command === null) return plain(only(SW.wrongLength));
    if (isExtended(command) && this.options.extended === false) {
      this.messaging = null;
      return plain(only(SW.wrongLength));
    }
    const messaging = this.messaging;
    if (messaging === null) return plain(this.execute(command, false));
    // A plain command does not end the session: whoever comes next without a reset is refused.
    if ((command.cla & 0x0c) !== 0x0c) return plain(only(SW.security));
    const inner = messaging.open(command);
    if (inner === null) {
      this.messaging = null;
      return plain(only(SW.messaging));
    }
    return join(messaging.wrap(this.execute(inner, true), inner.ins % 2 === 1), Uint8Array.of(0x90, 0x00));
  }

  private execute(command: Command, secured: boolean): Answer {
    switch (command.ins) {
      case 0xa4:
        return this.select(command, secured);
      case 0xb0:
      case 0xb1:
        return this.read(command);
      case 0x84:
        return this.application ? ok(this.basic.challenge()) : only(SW.conditions);
      case 0x82:
        return this.authenticate(command);
      case 0x22:
        return this.choosePace(command);
      case 0x86:
        return this.continuePace(command);
      default:
        return only(SW.instruction);
    }
  }

  private select({ p1, data = new Uint8Array() }: Command, secured: boolean): Answer {
    this.file = null;
    if (p1 === 0x04) {
      this.application = same(data, LDS1_APPLICATION);
      return only(this.application ? SW.ok : SW.notFound);
    }
    if (p1 !== 0x02 || data.length !== 2) return only(SW.parameters);
    const id = ((data[0] as number) << 8) | (data[1] as number);
    const { pace, files } = this.document;
    if (!this.application) {
      if (id !== CHIP_FILES.cardAccess || pace === null) return only(SW.notFound);
      this.file = cardAccess(pace);
      return ok();
    }
    if (!secured) return only(SW.security);
    this.file = files.get(id) ?? null;
    return only(this.file === null ? SW.notFound : SW.ok);
  }

  private read({ ins, p1, p2, data, le }: Command): Answer {
    if (this.file === null) return only(SW.conditions);
    const spelt = ins === 0xb1 ? valueAt(data ?? new Uint8Array(), 0x54) : Uint8Array.of(p1, p2);
    if (spelt === null || le === undefined) return only(SW.parameters);
    const offset = spelt.reduce((sum, byte) => sum * 256 + byte, 0);
    if (offset >= this.file.length || (ins === 0xb0 && p1 > 0x7f)) return only(SW.offset);
    // What the answer may hold includes the data object's own header.
    const longest = Math.min(ins === 0xb1 ? le - 4 : le, this.options.maxRead ?? 65_536);
    const piece = this.file.subarray(offset, offset + longest);
    return { data: ins === 0xb1 ? tlv(0x53, piece) : piece, sw: offset + le > this.file.length ? SW.endOfFile : SW.ok };
  }

  private authenticate({ data = new Uint8Array() }: Command): Answer {
    const opened = this.basic.answer(this.document.mrz, data);
    if (opened === null) return only(SW.warning);
    this.messaging = opened.messaging;
    return ok(opened.data);
  }

  private choosePace({ p1, p2, data = new Uint8Array() }: Command): Answer {
    const { pace, mrz, can } = this.document;
    const password = readTlvs(data)?.find(({ tag }) => tag === 0x83)?.value[0];
    if (pace === null || p1 !== 0xc1 || p2 !== 0xa4 || (password !== 1 && password !== 2)) return only(SW.parameters);
    this.pace = new PaceExchange(pace, password === 2 ? { can } : { mrz });
    return ok();
  }

  private continuePace({ data = new Uint8Array() }: Command): Answer {
    const step = this.pace?.step(data) ?? null;
    if (step === null) {
      this.pace = null;
      return only(SW.warning);
    }
    if (step.messaging !== undefined) this.messaging = step.messaging;
    return ok(step.data);
  }
}

function plain({ data, sw }: Answer): Uint8Array {
  return join(data, Uint8Array.of(sw >> 8, sw & 0xff));
}
