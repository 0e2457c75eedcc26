import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeText, encodeReports, type HidLayout, HidReportDecoder, LONGEST_CODE } from './hid-codec.ts';

const layouts: readonly HidLayout[] = ['pos', 'counted', 'padded'];
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
/** What every layout can carry: NUL pads, CR and LF end in one of them. */
const code = fc
  .array(fc.integer({ min: 0x20, max: 0xff }), { minLength: 1, maxLength: 400 })
  .map((bytes) => Uint8Array.from(bytes));

describe.each(layouts)('reports in the layout %s', (layout) => {
  it('come back as the codes that they carry', () => {
    fc.assert(
      fc.property(fc.array(code, { maxLength: 4 }), (codes) => {
        const decoder = new HidReportDecoder(layout);
        const got = codes.flatMap((bytes) => encodeReports(layout, bytes)).flatMap((report) => decoder.push(report));
        expect(got.map(({ bytes }) => [...bytes])).toEqual(codes.map((bytes) => [...bytes]));
        expect(got.every(({ whole }) => whole)).toBe(true);
        expect([decoder.held, decoder.skipped]).toEqual([0, 0]);
      }),
    );
  });

  it('hostile reports: no exception, bounded memory, and after silence the next code comes whole', () => {
    const report = fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ minLength: 64, maxLength: 64 }));
    fc.assert(
      fc.property(fc.array(report, { maxLength: 60 }), code, (reports, wanted) => {
        const decoder = new HidReportDecoder(layout);
        for (const one of reports) {
          for (const { bytes } of decoder.push(one)) expect(bytes.length).toBeLessThanOrEqual(LONGEST_CODE);
          expect(decoder.held).toBeLessThanOrEqual(LONGEST_CODE);
        }
        decoder.quiet();
        const got = encodeReports(layout, wanted).flatMap((one) => decoder.push(one));
        expect(got).toEqual([{ bytes: wanted, aim: layout === 'pos' ? ']Q1' : null, whole: true }]);
      }),
    );
  });

  it('a code longer than any is not whole, and is forgotten', () => {
    const decoder = new HidReportDecoder(layout);
    const long = new Uint8Array(LONGEST_CODE + 500).fill(0x41);
    const got = encodeReports(layout, long).flatMap((report) => decoder.push(report));
    expect(got.map(({ bytes, whole }) => [bytes.length, whole])).toEqual([[LONGEST_CODE, false]]);
    expect([decoder.held, decoder.skipped]).toEqual([0, 500]);
  });
});

describe('reports of page 0x8C', () => {
  it('are laid out as its readers do: number 2, length, identifier, data, and whether more comes', () => {
    const [first, second] = encodeReports('pos', new Uint8Array(60).fill(0x41));
    expect([...(first?.subarray(0, 6) ?? [])]).toEqual([2, 56, 0x5d, 0x51, 0x31, 0x41]);
    expect([first?.[63], second?.[1], second?.[63], second?.length]).toEqual([1, 4, 0, 64]);
  });

  it('whose end was lost end where another symbology begins, and are not whole', () => {
    const decoder = new HidReportDecoder('pos');
    const [half] = encodeReports('pos', new Uint8Array(60).fill(0x41));
    expect(decoder.push(half ?? new Uint8Array())).toEqual([]);
    const [other] = encodeReports('pos', bytesOf('next'), ']L0');
    const got = decoder.push(other ?? new Uint8Array());
    expect(got.map(({ aim, whole, bytes }) => [aim, whole, bytes.length])).toEqual([
      [']Q1', false, 56],
      [']L0', true, 4],
    ]);
  });

  it('that one read brought together are taken apart', () => {
    const bytes = new Uint8Array(100).fill(0x41);
    expect(new HidReportDecoder('pos').push(Buffer.concat(encodeReports('pos', bytes)))).toMatchObject([
      { bytes, whole: true },
    ]);
  });

  it('without an identifier give none', () => {
    const [report] = encodeReports('pos', bytesOf('12345'), '\0\0\0');
    expect(new HidReportDecoder('pos').push(report ?? new Uint8Array())).toMatchObject([{ aim: null, whole: true }]);
  });
});

describe('the text of a code', () => {
  it('is UTF-8 where it can be, else Latin-1, with LF between lines', () => {
    expect(codeText(new TextEncoder().encode('Үмүт\r\nӨмүр\r'))).toBe('Үмүт\nӨмүр');
    expect(codeText(Uint8Array.of(0x41, 0xe9))).toBe('Aé');
  });
});
