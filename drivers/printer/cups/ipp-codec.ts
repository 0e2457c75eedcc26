/** The Internet Printing Protocol, as much of it as prints a page. Source: RFC 8010 (encoding), RFC 8011 (operations). */

/** Operations. */
export const OPERATION = {
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  /** CUPS' own (CUPS Implementation of IPP, CUPS-Get-Printers): all queues. */
  cupsGetPrinters: 0x4002,
} as const;

const OPERATION_GROUP = 0x01;
const JOB_GROUP = 0x02;
const END = 0x03;

const INTEGER = 0x21;
const BOOLEAN = 0x22;
const ENUM = 0x23;
/** The syntaxes that are text; the first three are also sent. */
const KEYWORD = 0x44;
const URI = 0x45;
const NAME = 0x42;
const CHARSET = 0x47;
const LANGUAGE = 0x48;
const MIME = 0x49;

/** More attributes than any printer has: CUPS sends 100 when asked for all. */
const ATTRIBUTES_LIMIT = 2_000;

/** An attribute to be sent. */
export type Sent =
  | { readonly name: string; readonly integer: number }
  | { readonly name: string; readonly boolean: boolean }
  | { readonly name: string; readonly keywords: readonly string[] }
  | { readonly name: string; readonly uri: string }
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly mime: string };

export interface Response {
  /** Below 0x0400 the request was done. */
  readonly status: number;
  /** By name, from all groups; dates, ranges and other things that are not asked for count as not said. */
  readonly attributes: ReadonlyMap<string, readonly (string | number | boolean)[]>;
}

/** A request; the document, if any, follows it in the same body. */
export function ippRequest(operation: number, operationAttributes: readonly Sent[], job: readonly Sent[] = []): Buffer {
  const head = Buffer.from([2, 0, operation >> 8, operation & 0xff, 0, 0, 0, 1, OPERATION_GROUP]);
  const parts = [
    head,
    attribute(CHARSET, 'attributes-charset', 'utf-8'),
    attribute(LANGUAGE, 'attributes-natural-language', 'en'),
    ...operationAttributes.flatMap(encoded),
  ];
  if (job.length > 0) parts.push(Buffer.from([JOB_GROUP]), ...job.flatMap(encoded));
  parts.push(Buffer.from([END]));
  return Buffer.concat(parts);
}

function encoded(sent: Sent): Buffer[] {
  const { name } = sent;
  if ('keywords' in sent) {
    // Only the first value of a set bears the name.
    return sent.keywords.map((keyword, i) => attribute(KEYWORD, i === 0 ? name : '', keyword));
  }
  if ('integer' in sent) {
    const value = Buffer.alloc(4);
    value.writeInt32BE(sent.integer);
    return [attribute(INTEGER, name, value)];
  }
  if ('boolean' in sent) return [attribute(BOOLEAN, name, Buffer.from([sent.boolean ? 1 : 0]))];
  if ('uri' in sent) return [attribute(URI, name, sent.uri)];
  if ('mime' in sent) return [attribute(MIME, name, sent.mime)];
  return [attribute(NAME, name, sent.text)];
}

function attribute(tag: number, name: string, content: string | Buffer): Buffer {
  const value = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const head = Buffer.alloc(3 + Buffer.byteLength(name) + 2);
  head[0] = tag;
  head.writeUInt16BE(Buffer.byteLength(name), 1);
  head.write(name, 3);
  head.writeUInt16BE(value.length, head.length - 2);
  return Buffer.concat([head, value]);
}

/** Reads an answer; null where it is none. Never throws, whatever the bytes. */
export function ippResponse(bytes: Uint8Array): Response | null {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (body.length < 9 || (body[0] !== 1 && body[0] !== 2)) return null;
  const attributes = new Map<string, (string | number | boolean)[]>();
  let last = '';
  let count = 0;
  for (let at = 8; ; ) {
    const tag = body[at];
    if (tag === undefined) return null;
    if (tag === END) return { status: body.readUInt16BE(2), attributes };
    if (tag < 0x10) {
      at += 1;
      continue;
    }
    if (at + 3 > body.length || ++count > ATTRIBUTES_LIMIT) return null;
    const nameLength = body.readUInt16BE(at + 1);
    const valueAt = at + 3 + nameLength + 2;
    if (valueAt > body.length) return null;
    const valueLength = body.readUInt16BE(valueAt - 2);
    if (valueAt + valueLength > body.length) return null;
    if (nameLength > 0) last = body.toString('utf8', at + 3, at + 3 + nameLength);
    const value = decoded(tag, body.subarray(valueAt, valueAt + valueLength));
    if (value !== null) {
      const known = attributes.get(last);
      if (known === undefined) attributes.set(last, [value]);
      else known.push(value);
    }
    at = valueAt + valueLength;
  }
}

function decoded(tag: number, value: Buffer): string | number | boolean | null {
  if (tag === INTEGER || tag === ENUM) return value.length === 4 ? value.readInt32BE() : null;
  if (tag === BOOLEAN) return value.length === 1 ? value[0] === 1 : null;
  return tag >= 0x41 && tag <= 0x49 ? value.toString('utf8') : null;
}
