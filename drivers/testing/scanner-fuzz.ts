import { createServer } from 'node:net';
import { systemClock } from '../clock.ts';
import { parseCapabilities, parseStatus } from '../scanner/escl-codec.ts';
import { ask, type HttpFault } from '../scanner/http.ts';
import { PnmReader } from '../scanner/pnm.ts';
import { capabilitiesXml, statusXml } from '../simulator/escl-xml.ts';

/** What became of mutated bytes: `wrong` names each case that broke a promise, by its number. */
export interface FuzzTally {
  whole: number;
  cut: number;
  refused: number;
  readonly wrong: string[];
}

/** Numbers that are the same for the same seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = (below: number) => number;

/** Changes, loses, doubles, reorders or puts in a few bytes, or cuts the end off; one time in eight nothing. */
function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let out = Buffer.from(bytes);
  for (let n = random(8); n > 0; n -= 1) {
    const at = random(out.length + 1);
    const to = Math.min(out.length, at + random(16));
    const [before, piece, after] = [out.subarray(0, at), out.subarray(at, to), out.subarray(to)];
    const noise = Buffer.from(Array.from({ length: random(6) }, () => random(256)));
    switch (random(6)) {
      case 0:
        if (at < out.length) out[at] = random(256);
        break;
      case 1:
        out = Buffer.concat([before, after]);
        break;
      case 2:
        out = Buffer.concat([before, piece, piece, after]);
        break;
      case 3:
        out = Buffer.concat([before, noise, piece, after]);
        break;
      case 4:
        out = Buffer.concat([after, piece, before]);
        break;
      default:
        if (random(4) === 0) out = Buffer.from(before);
    }
  }
  return out;
}

function* pieces(bytes: Uint8Array, random: Random): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const to = Math.min(bytes.length, at + 1 + random(40));
    yield bytes.subarray(at, to);
    at = to;
  }
}

const newTally = (): FuzzTally => ({ whole: 0, cut: 0, refused: 0, wrong: [] });
const PIXELS = 4_096;

/** Mutated PNM streams in pieces: nothing throws, no image is larger than the limits, and a fault is the end. */
export function fuzzPnm(count: number, seed: number): FuzzTally {
  const random = randomOf(seed);
  const tally = newTally();
  for (let n = 0; n < count; n += 1) {
    const heads = ['P4 16 4\n', 'P5\n# a\n8 4\n255\n', 'P6 4 2 255\n', 'P5 4 2 65535\n'];
    const lengths = [8, 32, 24, 16];
    const parts = Array.from({ length: 1 + random(3) }, () => {
      const kind = random(4);
      const body = Buffer.from(Array.from({ length: lengths[kind]! }, () => random(256)));
      return Buffer.concat([Buffer.from(heads[kind]!), body]);
    });
    try {
      const reader = new PnmReader({ side: 256, pixels: PIXELS });
      let images = 0;
      for (const piece of pieces(mutated(Buffer.concat(parts), random), random)) {
        const faulty = reader.fault !== null;
        for (const { width, height, pixels } of reader.push(piece)) {
          images += 1;
          if (faulty || pixels.length !== width * height || pixels.length > PIXELS) tally.wrong.push(`${n}: image`);
        }
      }
      if (reader.fault) tally.refused += 1;
      else if (reader.atEnd && images === parts.length) tally.whole += 1;
      else tally.cut += 1;
    } catch (error) {
      tally.wrong.push(`${n}: ${String(error)}`);
    }
  }
  return tally;
}

/** Mutated answers of a scanner: nothing throws, and what is accepted can be worked with. */
export function fuzzEsclXml(count: number, seed: number): FuzzTally {
  const random = randomOf(seed);
  const tally = newTally();
  const originals = [
    capabilitiesXml({ formats: ['image/jpeg', 'image/png'] }),
    statusXml({ state: 'Idle', feeder: 'ScannerAdfLoaded', jobs: [] }),
  ].map((text) => Buffer.from(text));
  for (let n = 0; n < count; n += 1) {
    const kind = random(2);
    const bytes = mutated(originals[kind]!, random);
    try {
      const capabilities = parseCapabilities(bytes);
      const status = parseStatus(bytes);
      for (const { width, height, resolutions } of capabilities?.sources ?? []) {
        const lowest = 'min' in resolutions ? resolutions.min : resolutions[0];
        if (!(width > 0 && height > 0 && lowest !== undefined && lowest > 0)) tally.wrong.push(`${n}: unusable`);
      }
      if (capabilities && status) tally.wrong.push(`${n}: both`);
      if (capabilities || status) tally.whole += 1;
      else tally.refused += 1;
    } catch (error) {
      tally.wrong.push(`${n}: ${String(error)}`);
    }
  }
  return tally;
}

/** Bytes of the answer's body that the client takes. */
const BODY = 2_048;
const LIMITS = { answer: 500, quiet: 500, whole: 1_000, bytes: BODY };

/** Mutated answers over a real connection: every question ends, and with no more bytes than were allowed. */
export async function fuzzHttp(
  count: number,
  seed: number,
): Promise<FuzzTally & { readonly faults: readonly HttpFault[] }> {
  const random = randomOf(seed);
  const tally = newTally();
  const faults = new Set<HttpFault>();
  let answer: Uint8Array = new Uint8Array();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      for (const piece of pieces(answer, random)) socket.write(piece);
      socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/eSCL/ScannerStatus`);
  const body = statusXml({ state: 'Idle', feeder: 'ScannerAdfEmpty', jobs: [] });
  for (let n = 0; n < count; n += 1) {
    const chunked = random(2) === 1;
    const length = Buffer.byteLength(body);
    const framing = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
    const framed = chunked ? `${length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
    answer = mutated(Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n${framing}\r\n\r\n${framed}`), random);
    try {
      const signal = new AbortController().signal;
      const got = await ask(url, { method: 'GET', limits: LIMITS, signal, clock: systemClock });
      if (got.ok) {
        tally.whole += 1;
        if (got.value.body.length > BODY) tally.wrong.push(`${n}: ${got.value.body.length} bytes`);
        parseStatus(got.value.body);
      } else {
        faults.add(got.error);
        if (got.error === 'cut') tally.cut += 1;
        else tally.refused += 1;
      }
    } catch (error) {
      tally.wrong.push(`${n}: ${String(error)}`);
    }
  }
  await new Promise((resolve) => server.close(resolve));
  return { ...tally, faults: [...faults] };
}
