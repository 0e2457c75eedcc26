import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_BODY } from './frame.ts';
import { anyStatus, restingStatus } from './messages.fixture.ts';
import { type Command, decodeMessage, encodeMessage, LONGEST_CHUNK, type Message, refusals } from './messages.ts';

const token = '00112233445566778899aabbccddeeff';
const commands: readonly Command[] = [
  { name: 'hello', args: { protocol: 1 } },
  { name: 'status', args: {} },
  { name: 'grab', args: {} },
  { name: 'scan', args: { sheet: 3 } },
  { name: 'hold', args: {} },
  { name: 'accept', args: { sheet: 3, token, into: 'invalid' } },
  { name: 'return', args: { sheet: 3 } },
  { name: 'image', args: { sheet: 3, chunk: 12 } },
  { name: 'reset', args: {} },
  { name: 'signal', args: { show: 'take-back' } },
];

describe('messages of a ballot box', () => {
  it.each(commands)('$name comes as it was sent', (command) => {
    const message: Message = { kind: 'request', session: 0xdead_beef, id: 9, command };
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  it('answers and events come as they were sent', () => {
    fc.assert(
      fc.property(
        anyStatus,
        fc.constantFrom(null, ...refusals),
        fc.uint8Array({ maxLength: 200 }),
        (status, no, data) => {
          const answer = { status, ...(no !== null && { refused: no }), chunk: { sheet: 1, number: 2, data } };
          for (const message of [
            { kind: 'answer', session: 1, id: 2, answer },
            { kind: 'event', session: 1, status },
          ] as const) {
            expect(decodeMessage(encodeMessage(message))).toEqual(message);
          }
        },
      ),
    );
  });

  it('are the bytes that stand in the description', () => {
    const message: Message = {
      ...{ kind: 'request', session: 0x01020304, id: 5 },
      command: { name: 'accept', args: { sheet: 3, token, into: 'valid' } },
    };
    expect(Buffer.from(encodeMessage(message)).toString('hex')).toBe(
      `85011a010203040566616363657074a364696e746f6576616c69646573686565740365746f6b656e50${token}`,
    );
  });

  it('with the longest chunk are a body still', () => {
    const about = { protocol: 1, model: 'm'.repeat(64), firmware: 'f'.repeat(64), image: true };
    const chunk = { sheet: 0xffff_ffff, number: 9_999, data: new Uint8Array(LONGEST_CHUNK) };
    const status = { ...restingStatus, box: 'b'.repeat(32), last: { token, into: 'valid', passed: true } } as const;
    const longest = encodeMessage({ kind: 'answer', session: 0xffff_ffff, id: 1, answer: { status, about, chunk } });
    expect(longest.length).toBeLessThanOrEqual(LONGEST_BODY);
  });

  it('may say more than is known', () => {
    const [kind, session, status] = decode(encodeMessage({ kind: 'event', session: 1, status: restingStatus })) as [
      number,
      number,
      object,
    ];
    expect(decodeMessage(encode([kind, session, { ...status, temperature: 31 }]))).toEqual({
      ...{ kind: 'event', session: 1, status: restingStatus },
    });
  });

  it('with a name that is not known are told from noise, for they have to be answered', () => {
    expect(decodeMessage(encode([1, 7, 8, 'dance', {}]))).toEqual({ kind: 'unknown', session: 7, id: 8 });
  });

  it.each([
    ['nothing', []],
    ['another kind', [9, 1, 2]],
    ['a status that lacks something', [3, 1, { box: 'B' }]],
    ['a negative number', [1, -1, 2, 'status', {}]],
    ['a token of another length', [1, 1, 2, 'accept', { sheet: 1, into: 'valid', token: new Uint8Array(15) }]],
    ['no arguments', [1, 1, 2, 'grab']],
  ])('%s is none', (_, value) => {
    expect(decodeMessage(encode(value))).toBeNull();
  });

  it('are none where their CBOR is not the shortest, not ended, doubled in its keys, or nested without end', () => {
    const bodies = ['18', '1801', 'a2016161016162', '9f01ff', 'f7', 'fb7ff8000000000000', '81'.repeat(LONGEST_BODY)];
    for (const body of bodies) expect(decodeMessage(Buffer.from(body, 'hex'))).toBeNull();
  });

  it('never throw, whatever came', () => {
    const sound = encodeMessage({ kind: 'event', session: 1, status: restingStatus });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 })).map(([at, byte]) => {
            const changed = sound.slice();
            changed[at] = byte;
            return changed;
          }),
        ),
        (body) => {
          const message = decodeMessage(body);
          if (message !== null && message.kind !== 'unknown') expect(encodeMessage(message).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
