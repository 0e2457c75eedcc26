import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleCrypto as crypto } from '../crypto/noble.ts';
import { sampleJournal } from '../journal/sample.ts';
import { readAnswer, type Saying, writeAnswer } from './answers.ts';
import { readAsk, writeAsk } from './asks.ts';
import { BATCH_EVENTS, fits, readBatch, writeBatch } from './batch.ts';
import { hubKey, hubSigner } from './hub.fixture.ts';
import { inboxPrefix, keptSubject, mayPublish, readKeptSubject, readUpSubject, upSubject } from './names.ts';

const name = { election: 'sample-2023', mode: 'laboratory', station: '7001', device: 'KG-MFU-1' } as const;
const receipt: Saying = { ...name, answer: 'stored', seq: 4, hash: 'ab'.repeat(32), revision: 'e1:77' };

/** Any one character of a text as another. */
const changed = (text: string) =>
  fc
    .tuple(fc.nat({ max: text.length - 1 }), fc.constantFrom(...'0a}",: '))
    .map(([at, letter]) => `${text.slice(0, at)}${letter}${text.slice(at + 1)}`);

describe('an answer of the hub', () => {
  const text = writeAnswer(receipt, 1_700_000_000_000, hubSigner);

  it('is read by whoever knows its key', () => {
    expect(readAnswer(text, [hubKey], crypto)).toMatchObject({ ...receipt, at: '2023-11-14T22:13:20.000Z' });
    expect(readAnswer(text, [], crypto)).toBeNull();
    expect(readAnswer(text, [new Uint8Array(32)], crypto)).toBeNull();
  });

  it('is none with any letter changed', () => {
    fc.assert(
      fc.property(changed(text), (other) => {
        if (other !== text) expect(readAnswer(other, [hubKey], crypto)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

describe('an ask of a device', () => {
  const { sign, trust } = sampleJournal(1, crypto);
  const ask = { ask: 'lock', voter: 'cd'.repeat(32), round: 0 } as const;
  const nonce = '0123456789abcdef';
  const text = writeAsk(name, { nonce, asked: 9, ask }, sign, crypto);

  it('is read where its device is known, and has signed it', () => {
    expect(readAsk(text, () => trust, crypto)).toMatchObject({ ...name, nonce, asked: 9, ask });
    expect(readAsk(text, () => null, crypto)).toBeNull();
    expect(readAsk(text.replace('"asked":9', '"asked":8'), () => trust, crypto)).toBeNull();
    expect(readAsk(text.replace('cdcd', 'cdce'), () => trust, crypto)).toBeNull();
    expect(readAsk('{', () => trust, crypto)).toBeNull();
  });
});

describe('a batch', () => {
  const lines = sampleJournal(5, crypto).lines;

  it('comes as it went', () => {
    for (const batch of [
      { device: 'aa', receipt: null, lines: [] },
      { device: 'aa', receipt: '{"a":1}', lines },
    ]) {
      expect(readBatch(writeBatch(batch))).toEqual(batch);
    }
  });

  it.each([
    '',
    '\n',
    '{}\n',
    '{"v":1,"device":"a.b","receipt":null}\n',
    `{"v":1,"device":"a","receipt":null}\n${'x\n'.repeat(501)}`,
  ])('is none: %#', (text) => expect(readBatch(text)).toBeNull());

  it('never has more than fits, and always one line', () => {
    expect(fits([70_000], { events: 5, bytes: 10 })).toBe(1);
    expect(fits([100, 100, 100], { events: 5, bytes: 202 })).toBe(2);
    expect(fits([100, 100, 100], { events: 2, bytes: 9_999 })).toBe(2);
    expect(fits(Array.from({ length: 900 }, () => 1))).toBe(BATCH_EVENTS);
    expect(fits([])).toBe(0);
  });
});

describe('subjects', () => {
  it('say who sends, or are none', () => {
    expect(upSubject(name, 'events')).toBe('up.sample-2023.laboratory.7001.KG-MFU-1.events');
    expect(readUpSubject(upSubject(name, 'asks'))).toEqual({ sender: name, verb: 'asks' });
    for (const other of [
      'up.e.official.7001.aa',
      'up.e.official.7001.aa.other',
      'up.e.x.7001.aa.events',
      'a.b',
      'up.e.official.7001.*.events',
      'up.e.official.7001.aa.events.x',
    ]) {
      expect(readUpSubject(other), other).toBeNull();
    }
    expect(readKeptSubject(keptSubject('e1', name))).toEqual(name);
    expect(readKeptSubject('journal.e1.a.b')).toBeNull();
    expect(mayPublish({ ...name, station: null })).toBe('up.sample-2023.laboratory.*.KG-MFU-1.*');
    expect(inboxPrefix('aa')).toBe('in.aa');
  });
});
