import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Crypto } from '../crypto/crypto.ts';
import { toHex, utf8 } from '../crypto/encoding.ts';
// The fast implementation only makes this quicker; main/crypto/node.test.ts holds the two to the same bytes.
import { nobleCrypto } from '../crypto/noble.ts';
import { canonical } from './canonical.ts';
import { type ChainState, eventHash, GENESIS } from './chain.ts';
import type { JournalEvent } from './event.ts';
import { findingProblem } from './finding.ts';
import { makeHead } from './head.ts';
import { lineSplitter } from './lines.ts';
import { type SampleJournal, sampleJournal } from './sample.ts';
import type { Trust } from './trust.ts';
import { createVerifier, type Report } from './verify.ts';

/** Signatures are slow in plain JavaScript: the thousand lines are checked once, and each answer is remembered. */
const seen = new Map<string, boolean>();
const crypto: Crypto = {
  ...nobleCrypto,
  ed25519Verify(signature, message, publicKey) {
    const id = `${toHex(signature)} ${toHex(message)} ${toHex(publicKey)}`;
    const answer = seen.get(id) ?? nobleCrypto.ed25519Verify(signature, message, publicKey);
    seen.set(id, answer);
    return answer;
  },
};

let sample: SampleJournal;
let bytes: readonly Uint8Array[];
beforeAll(() => {
  sample = sampleJournal(1000, crypto);
  bytes = sample.lines.map(utf8);
});

function verify(lines: readonly Uint8Array[], trust: Trust = sample.trust, from?: ChainState): Report {
  const verifier = createVerifier({ trust, crypto, ...(from && { from }) });
  for (const line of lines) verifier.push(line);
  return verifier.finish();
}

/** The journal from a known state two lines before `index`: what lies before is good and need not be read again. */
function stateBefore(index: number): ChainState {
  if (index === 0) return { seq: 0, hash: GENESIS };
  const event = JSON.parse(sample.lines[index - 1] ?? '') as JournalEvent;
  return { seq: event.seq, hash: event.hash };
}

function rest(index: number, length = 3): Uint8Array[] {
  return bytes.slice(index, index + length);
}

describe('a journal of 1,000 events', () => {
  it('is good as it is, also from any known state', () => {
    const report = verify(bytes);
    expect(report).toMatchObject({ ok: true, finding: null, lines: 1001, events: 1000, ownCheckpoints: 10 });
    expect(report.identity).toEqual(sample.identity);
    expect(report.head?.count).toBe(1000);
    expect(verify(bytes.slice(400), sample.trust, stateBefore(400))).toMatchObject({
      ok: true,
      lines: 601,
      events: 600,
    });
  });

  it('names every dropped line', () => {
    for (let index = 0; index < 1000; index++) {
      const report = verify(rest(index, 4).slice(1), sample.trust, stateBefore(index));
      expect(report.finding).toEqual({ cause: 'dropped', line: index + 1, seq: index + 1 });
    }
    expect(verify(bytes.slice(0, 1000)).finding).toEqual({ cause: 'truncated', line: 1001, seq: 1001 });
  });

  it('names every pair of exchanged lines', () => {
    for (let index = 0; index < 1000; index++) {
      const [first, second, ...others] = rest(index, 4);
      const lines = [second, first, ...others].filter((line) => line !== undefined);
      const report = verify(lines, sample.trust, stateBefore(index));
      expect(report.finding).toEqual({ cause: 'moved', line: index + 1, seq: index + 1 });
    }
  });

  it('names a line moved far away and a line that stands twice', () => {
    const moved = [...bytes.slice(0, 10), ...bytes.slice(11, 900), ...bytes.slice(10, 11), ...bytes.slice(900)];
    expect(verify(moved).finding).toEqual({ cause: 'moved', line: 11, seq: 11 });
    const twice = [...bytes.slice(0, 20), ...bytes.slice(19)];
    expect(verify(twice).finding).toEqual({ cause: 'moved', line: 21, seq: 21 });
  });

  it('names the place where the file was cut off, at every line and within every line', () => {
    for (let index = 0; index <= 1000; index++) {
      const line = bytes[index] ?? new Uint8Array();
      const verifier = createVerifier({ trust: sample.trust, crypto, from: stateBefore(index) });
      expect(verifier.finish(line.subarray(0, index % line.length)).finding).toEqual({
        cause: 'truncated',
        line: index + 1,
        seq: index + 1,
      });
      const cut = verify([line.subarray(0, index % line.length), ...rest(index + 1)], sample.trust, stateBefore(index));
      expect(cut.finding).toEqual({ cause: 'not-canonical', line: index + 1, seq: index + 1 });
    }
  });

  it('names the line of every flipped byte of sample lines', () => {
    // Lines of every type, the last event and the head; bench/journal-flips.ts does all bytes of all lines.
    for (const index of [0, 1, 3, 5, 99, 106, 107, 999, 1000]) {
      const line = bytes[index] ?? new Uint8Array();
      for (let at = 0; at < line.length; at++) {
        const flipped = line.slice();
        flipped[at] = (line[at] ?? 0) ^ (1 << (at % 8));
        const splitter = lineSplitter();
        const lines = splitter.push(new Uint8Array([...flipped, 0x0a]));
        const report = verify([...lines, ...rest(index + 1, 1)], sample.trust, stateBefore(index));
        expect(report.finding?.line, `line ${index + 1} byte ${at}`).toBe(index + 1);
      }
    }
  }, 120_000);
});

/** Makes changed events look right again, as somebody with a key of her own would. */
function resigned(change: (event: Record<string, unknown>) => void, index: number, sign = sample.sign): Uint8Array {
  const event = JSON.parse(sample.lines[index] ?? '') as JournalEvent & Record<string, unknown>;
  change(event);
  const hash = eventHash(event, crypto);
  return utf8(canonical({ ...event, hash: toHex(hash), sig: toHex(sign(hash)) }));
}

describe('somebody who can write', () => {
  const foreign = (hash: Uint8Array) => nobleCrypto.ed25519Sign(hash, new Uint8Array(32).fill(9));
  const cases: readonly [string, (event: Record<string, unknown>) => void, boolean, string][] = [
    ['signs with another key', () => {}, true, 'forged'],
    ['signs with another key and names it', (event) => (event.key = 'k2'), true, 'wrong-key'],
    ['brings an event of another election', (event) => (event.election = 'other'), false, 'wrong-election'],
    ['brings an event of another mode', (event) => (event.mode = 'official'), false, 'wrong-election'],
    ['brings an event of another device', (event) => (event.device = 'KG-MFU-2'), false, 'wrong-device'],
    ['brings an event of another station', (event) => (event.station = '7002'), false, 'wrong-device'],
    ['invents a type', (event) => (event.type = 'voter.named'), false, 'unknown-type'],
    ['adds to a body', (event) => (event.body = { ...(event.body as object), name: 'Асан' }), false, 'unknown-type'],
    ['starts a second history', (event) => (event.prev = 'ab'.repeat(32)), false, 'rewritten'],
    ['skips a number', (event) => (event.seq = 8), false, 'dropped'],
    ['adds a field', (event) => (event.more = 1), false, 'not-canonical'],
  ];
  it.each(cases)('%s', (_, change, otherKey, cause) => {
    const line = resigned(change, 4, otherKey ? foreign : sample.sign);
    expect(verify([...bytes.slice(0, 4), line, ...bytes.slice(5, 6)]).finding).toEqual({ cause, line: 5, seq: 5 });
  });

  it('cannot spell the same values in another way', () => {
    const text = sample.lines[106] ?? '';
    const event = JSON.parse(text) as Record<string, unknown>;
    const spellings = [
      text.replace('"v":1', '"v":1.0'),
      text.replace('{"actor"', '{ "actor"'),
      `${text} `,
      `${text}\r`,
      `\uFEFF${text}`,
      text.replace('laboratory', '\\u006caboratory'),
      text.replace('{"actor"', '{"actor":1,"actor"'),
      JSON.stringify({ v: event.v, ...event }),
      text.replace(/"sig":"([0-9a-f]+)"/, (_, sig: string) => `"sig":"${sig.toUpperCase()}"`),
      '',
      'null',
      '[]',
      '{}',
    ];
    for (const spelling of spellings) {
      expect(spelling).not.toBe(text);
      const report = verify([utf8(spelling)], sample.trust, stateBefore(106));
      expect(report.finding, spelling.slice(0, 40)).toEqual({ cause: 'not-canonical', line: 107, seq: 107 });
    }
    const invalid = utf8(text).slice();
    invalid[text.indexOf('laboratory')] = 0xff;
    expect(verify([invalid], sample.trust, stateBefore(106)).finding?.cause).toBe('not-canonical');
  });

  it('cannot shorten the journal under a head of her own, nor go on after the head', () => {
    const own = makeHead(sample.identity, stateBefore(10), '2023-10-08T20:00:00.000+06:00', foreign, crypto);
    expect(verify([...bytes.slice(0, 10), utf8(own)]).finding).toEqual({ cause: 'forged', line: 11, seq: 11 });
    const early = makeHead(sample.identity, stateBefore(9), '2023-10-08T20:00:00.000+06:00', sample.sign, crypto);
    expect(verify([...bytes.slice(0, 10), utf8(early)]).finding?.cause).toBe('moved');
    const other = { seq: 10, hash: 'ab'.repeat(32) };
    const wrong = makeHead(sample.identity, other, '2023-10-08T20:00:00.000+06:00', sample.sign, crypto);
    expect(verify([...bytes.slice(0, 10), utf8(wrong)]).finding?.cause).toBe('rewritten');
    expect(verify([...bytes, ...bytes.slice(0, 1)]).finding).toEqual({ cause: 'after-head', line: 1002, seq: 1001 });
  });

  it('is found by a checkpoint from elsewhere when the device itself was set back', () => {
    const good = { device: 'KG-MFU-1', seq: 100, hash: stateBefore(100).hash.slice(0, 16) };
    const report = verify(bytes, { ...sample.trust, checkpoints: [good] });
    expect(report).toMatchObject({ ok: true, knownCheckpoints: [good] });
    expect(verify(bytes).knownCheckpoints).toEqual([]);
    const rewritten = { ...good, hash: 'ab'.repeat(32) };
    expect(verify(bytes, { ...sample.trust, checkpoints: [rewritten] }).finding).toEqual({
      cause: 'rewritten',
      line: 100,
      seq: 100,
    });
    const beyond = { ...good, seq: 1001 };
    expect(verify(bytes, { ...sample.trust, checkpoints: [beyond] }).finding).toMatchObject({
      cause: 'rolled-back',
      seq: 1001,
    });
    expect(verify(bytes, { ...sample.trust, checkpoints: [{ ...beyond, device: 'other' }] }).ok).toBe(true);
  });

  it('is told about in words that exist', () => {
    expect(findingProblem({ cause: 'moved', line: 3, seq: 4 })).toEqual({
      code: 'journal.line-moved',
      params: { line: 3, seq: 4 },
    });
  });
});

describe('lineSplitter', () => {
  it('gives the same lines however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (chunks) => {
        const whole = chunks.flatMap((chunk) => [...chunk].map((byte) => (byte % 5 === 0 ? 0x0a : byte)));
        let at = 0;
        const splitter = lineSplitter();
        const lines = chunks.flatMap((chunk) => {
          at += chunk.length;
          return [...splitter.push(Uint8Array.from(whole.slice(at - chunk.length, at)))].map(toHex);
        });
        const expected = toHex(Uint8Array.from(whole));
        expect([...lines, toHex(splitter.rest())].join('0a')).toBe(expected);
      }),
    );
  });

  it('does not keep an endless line', () => {
    const splitter = lineSplitter();
    for (let i = 0; i < 100; i++) splitter.push(new Uint8Array(10_000).fill(0x61));
    expect(splitter.rest().length).toBe(65_537);
  });
});
