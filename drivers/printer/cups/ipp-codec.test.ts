import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cupsAddress } from './cups-queue.ts';
import { fuzzIpp } from './ipp-codec.fuzz.ts';
import { ippRequest, ippResponse, OPERATION } from './ipp-codec.ts';
import { jobState, pageStatus, queueState } from './page-state.ts';

describe('IPP', () => {
  it('says a request as RFC 8010 has it (its example A.3, shortened)', () => {
    const bytes = ippRequest(
      OPERATION.createJob,
      [{ name: 'printer-uri', uri: 'ipp://h/p' }],
      [
        { name: 'copies', integer: 20 },
        { name: 'sides', keywords: ['two-sided-long-edge', 'one-sided'] },
      ],
    );
    expect(bytes.toString('latin1')).toBe(
      '\x02\x00\x00\x05\x00\x00\x00\x01\x01' +
        '\x47\x00\x12attributes-charset\x00\x05utf-8' +
        '\x48\x00\x1battributes-natural-language\x00\x02en' +
        '\x45\x00\x0bprinter-uri\x00\x09ipp://h/p' +
        '\x02\x21\x00\x06copies\x00\x04\x00\x00\x00\x14' +
        '\x44\x00\x05sides\x00\x13two-sided-long-edge\x44\x00\x00\x00\x09one-sided\x03',
    );
  });

  it('reads what it says, for any keywords and numbers', () => {
    const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1 }),
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        (keywords, integer) => {
          const read = ippResponse(ippRequest(0x0001, [{ name: 'k', keywords }], [{ name: 'n', integer }]));
          expect(read?.status).toBe(1);
          expect(read?.attributes.get('k')).toEqual(keywords);
          expect(read?.attributes.get('n')).toEqual([integer]);
        },
      ),
    );
  });

  it('takes a cut answer for none, wherever it is cut', () => {
    const whole = ippRequest(0, [{ name: 'printer-state-reasons', keywords: ['none', 'media-low'] }]);
    for (let length = 0; length < whole.length; length++) expect(ippResponse(whole.subarray(0, length))).toBeNull();
    expect(ippResponse(whole)).not.toBeNull();
  });

  it('in 20,000 mangled answers never throws (a bench runs 1,000,000)', () => {
    const { read, refused } = fuzzIpp(20_000, 1);
    expect(read).toBeGreaterThan(2_000);
    expect(refused).toBeGreaterThan(2_000);
  });
});

describe('the address of a queue', () => {
  it.each([
    ['A4', { queue: 'A4', server: { socketPath: '/run/cups/cups.sock' } }],
    ['A4@/tmp/sock', { queue: 'A4', server: { socketPath: '/tmp/sock' } }],
    ['A4@10.0.0.2', { queue: 'A4', server: { host: '10.0.0.2', port: 631 } }],
    ['A4@cups:8631', { queue: 'A4', server: { host: 'cups', port: 8631 } }],
    ['../A4', null],
    ['A 4', null],
    ['A4@', null],
    ['A4@host:0', null],
    ['', null],
  ])('%s', (text, address) => {
    expect(cupsAddress(text)).toEqual(address);
  });
});

describe('what a queue says', () => {
  const state = (value: number, reasons: string[], accepting = true) =>
    queueState(
      new Map<string, (string | number | boolean)[]>([
        ['printer-state', [value]],
        ['printer-state-reasons', reasons],
        ['printer-is-accepting-jobs', [accepting]],
      ]),
      'A4',
    );

  it('jam comes before paper, and a stopped queue before both', () => {
    expect(pageStatus(state(4, ['media-empty-error', 'media-jam-error']))).toMatchObject({
      problem: { code: 'page-printer.jam' },
    });
    expect(pageStatus(state(5, ['media-jam-error']))).toMatchObject({ problem: { code: 'page-printer.stopped' } });
  });

  it('an idle queue may be tried whatever the last job left behind', () => {
    expect(pageStatus(state(3, ['media-empty-error']))).toEqual({
      state: 'ready',
      notice: { code: 'page-printer.paper-out' },
    });
  });

  it.each([
    [['none'], { state: 'ready' }],
    [[], { state: 'ready' }],
    [['cups-waiting-for-job-completed', 'connecting-to-device'], { state: 'ready' }],
    [['media-low-warning'], { state: 'ready', notice: { code: 'page-printer.paper-low' } }],
    [['media-empty-warning'], { state: 'ready', notice: { code: 'page-printer.paper-low' } }],
    [['toner-low'], { state: 'ready', notice: { code: 'page-printer.toner-low' } }],
    [['door-open'], { state: 'attention', problem: { code: 'page-printer.cover-open' } }],
    [['marker-supply-empty-error'], { state: 'attention', problem: { code: 'page-printer.toner-out' } }],
  ] as const)('%j while it prints', (reasons, status) => {
    expect(pageStatus(state(4, [...reasons]))).toEqual(status);
  });

  it.each([
    [3, 0, 'waiting', false],
    [5, 1, 'processing', true],
    [7, 0, 'canceled', false],
    [7, 1_790_000_000, 'canceled', true],
    [9, 1_790_000_000, 'completed', true],
  ] as const)('job-state %i, begun at %i', (value, at, name, begun) => {
    const attributes = new Map([
      ['job-state', [value]],
      ['time-at-processing', at === 0 ? [] : [at]],
    ]);
    expect(jobState(attributes)).toEqual({ state: name, begun, uuid: null });
  });

  it('says nothing of a job whose state is not there', () => {
    expect(jobState(new Map())).toBeNull();
    expect(jobState(new Map([['job-state', [42]]]))).toBeNull();
  });
});
