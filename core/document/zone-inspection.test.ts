import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMrz } from './mrz.ts';
import { mrzShape } from './mrz-fields.ts';
import { formatMrz, type MrzContent } from './mrz-format.ts';
import { inspectZone } from './zone-inspection.ts';

const content: MrzContent = {
  format: 'td1',
  number: 'ID0000001',
  pin: '21203196100023',
  surname: 'TESTOVA',
  given: 'AIGUL',
  sex: 'female',
  birthDate: '1961-03-12',
  expires: '2031-02-03',
};
const places = (text: string) => Object.fromEntries(inspectZone(text).places.map((one) => [one.place, one]));

describe('a zone under the eye of a technician', () => {
  it('shows every place of an ID card with its letters, its digit, and what vouches for it', () => {
    const seen = places(formatMrz(content));
    expect(seen.number).toMatchObject({ raw: 'ID0000001', check: { holds: true }, vouched: 'own' });
    expect(seen.optional).toMatchObject({ raw: '21203196100023<', check: null, vouched: 'composite' });
    expect(seen.names).toMatchObject({ raw: 'TESTOVA<<AIGUL<<<<<<<<<<<<<<<<', check: null, vouched: 'none' });
    expect(seen.composite?.check?.holds).toBe(true);
  });

  it('tells which digit was read and which belongs there, one place for one wrong letter', () => {
    const text = formatMrz({ ...content, format: 'td3' });
    const at = text.indexOf('ID0000001');
    const wrong = `${text.slice(0, at)}ID0000007${text.slice(at + 9)}`;
    const seen = inspectZone(wrong);
    const bad = seen.places.filter((one) => one.check?.holds === false);
    expect(bad.map((one) => one.place)).toEqual(['number', 'composite']);
    expect(bad[0]?.check?.read).not.toBe(bad[0]?.check?.due);
    expect(seen.read).toEqual({ ok: false, error: { fault: 'check-digit', field: 'number' } });
  });

  it('takes the filler of an empty personal number for its digit, as the kiosk does', () => {
    const zone = formatMrz({ ...content, format: 'td3', pin: null });
    const filler = `${zone.slice(0, -2)}<${zone.slice(-1)}`;
    expect(places(filler).optional?.check).toEqual({ read: '<', due: '0', holds: true });
  });

  it('shows a zone of another state, which the kiosk does not take', () => {
    const seen = inspectZone(formatMrz(content).replace('IDKGZ', 'IDUTO'));
    expect(seen.places).toHaveLength(10);
    expect(seen.read).toMatchObject({ error: { fault: 'not-kyrgyz', issuer: 'UTO' } });
  });

  it('says of what is no zone how wide its lines are, and what no zone has', () => {
    const seen = inspectZone('https://example.invalid/?a=1\r\nABC<<1\n\n');
    expect(seen).toMatchObject({ format: null, places: [], shape: { widths: [28, 6], strange: ':/.?=' } });
  });

  it('agrees with the kiosk on every text, and never throws', () => {
    const letter = fc.constantFrom(...'ABKGZ019<');
    const line = (width: number) => fc.string({ unit: letter, minLength: width, maxLength: width });
    const zone = fc.oneof(
      fc.array(line(mrzShape.td1.width), { minLength: 3, maxLength: 3 }),
      fc.array(line(mrzShape.td3.width), { minLength: 2, maxLength: 2 }),
    );
    const text = fc.oneof(
      fc.string(),
      zone.map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(text, (any) => {
        const seen = inspectZone(any);
        expect(seen.read).toEqual(parseMrz(any));
        expect(seen.format === null).toBe(seen.shape !== null);
        expect(seen.format === null).toBe(seen.places.length === 0);
      }),
    );
  });
});
