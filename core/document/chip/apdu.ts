/** Commands to a card and its answers: ISO/IEC 7816-4 §5.1, short and extended length. */
export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data?: Uint8Array;
  /** How many bytes the answer may have: 1–65,536. More than 256, or more than 255 bytes of data, is extended length. */
  readonly le?: number;
}

export interface Answer {
  readonly data: Uint8Array;
  /** Status word, 0x9000 for success. */
  readonly sw: number;
}

export const SHORT_DATA = 255;
export const SHORT_ANSWER = 256;
export const EXTENDED_ANSWER = 65_536;

/** Whether a command needs extended length. */
export function isExtended(command: Command): boolean {
  return (command.data?.length ?? 0) > SHORT_DATA || (command.le ?? 0) > SHORT_ANSWER;
}

/** The command's bytes. */
export function encodeCommand(command: Command): Uint8Array {
  const { cla, ins, p1, p2, data = new Uint8Array(), le } = command;
  const bytes = [cla, ins, p1, p2];
  const extended = isExtended(command);
  if (extended) bytes.push(0);
  if (data.length > 0) bytes.push(...lengthBytes(data.length, extended), ...data);
  if (le !== undefined) bytes.push(...lengthBytes(le, extended));
  return Uint8Array.from(bytes);
}

/** The largest length of each kind is spelt as zero. */
function lengthBytes(length: number, extended: boolean): readonly number[] {
  return extended ? [(length >> 8) & 0xff, length & 0xff] : [length & 0xff];
}

/** A card's answer; null if it is too short to hold a status word. */
export function parseAnswer(bytes: Uint8Array): Answer | null {
  if (bytes.length < 2) return null;
  const end = bytes.length - 2;
  return { data: bytes.subarray(0, end), sw: ((bytes[end] as number) << 8) | (bytes[end + 1] as number) };
}

/** A command as a card reads it; null if its lengths contradict each other. */
export function parseCommand(bytes: Uint8Array): Command | null {
  const [cla, ins, p1, p2, first] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return null;
  const head = { cla, ins, p1, p2 };
  if (first === undefined) return head;
  const extended = first === 0 && bytes.length > 5;
  const width = extended ? 2 : 1;
  const from = extended ? 5 : 4;
  const number = (at: number) =>
    extended ? ((bytes[at] as number) << 8) | (bytes[at + 1] as number) : (bytes[at] as number);
  const le = (at: number) => number(at) || (extended ? EXTENDED_ANSWER : SHORT_ANSWER);
  if (bytes.length < from + width) return null;
  if (bytes.length === from + width) return { ...head, le: le(from) };
  const end = from + width + number(from);
  const data = bytes.subarray(from + width, end);
  if (number(from) === 0) return null;
  if (bytes.length === end) return { ...head, data };
  return bytes.length === end + width ? { ...head, data, le: le(end) } : null;
}
