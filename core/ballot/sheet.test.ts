import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nobleCrypto } from '../crypto/noble.ts';
import { type Election, electionSchema } from '../election/election.ts';
import { layouts } from './examples.fixture.ts';
import type { LaidOut } from './layout.ts';
import { sheetsOf, withoutRoom } from './sheet.ts';

const file = new URL('../../assets/demo/election.json', import.meta.url);
const demo = electionSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

function of(election: Election) {
  const sheets = sheetsOf(election, nobleCrypto);
  if (!sheets.ok) throw new Error(sheets.error.code);
  return sheets.value;
}

const text = ({ page }: LaidOut) => page.flatMap((mark) => (mark.mark === 'text' ? [mark.text] : [])).join(' ');

describe('the ballots of an election', () => {
  it('are on their sheets for every constituency of the demonstration', () => {
    const { styles, sheet } = of(demo);
    expect(styles.map(({ constituency }) => constituency)).toEqual(['saruu-1', 'saruu-2', 'saruu-3']);
    for (const [i, style] of styles.entries()) {
      const made = sheet(style.id, false);
      expect(made.ok && made.value.geometry.squares.map(({ option }) => option)).toEqual(
        style.parts[0]?.options.map(({ id }) => id),
      );
      expect(made.ok && text(made.value)).toContain(`Избирательный округ № ${i + 1}`);
    }
    expect(withoutRoom(demo, nobleCrypto)).toBeNull();
  });

  it('are printed in the demonstration by a layout that is shipped', () => {
    expect(demo.papers?.layouts).toEqual([layouts.list]);
  });

  it('differ in nothing but the test mark and the code when they are for tests', () => {
    const { sheet } = of(demo);
    const [day, test] = [sheet('council-1', false), sheet('council-1', true)];
    if (!day.ok || !test.ok) throw new Error('no sheet');
    expect(test.value.geometry).toEqual(day.value.geometry);
    const code = ({ page }: LaidOut) => page.find(({ mark }) => mark === 'code');
    expect(code(test.value)).not.toEqual(code(day.value));
    expect(text(test.value)).toContain('ДЛЯ ПРОВЕРКИ');
    expect(text(day.value)).not.toContain('ДЛЯ ПРОВЕРКИ');
    // Sheets of one style are the same to the last mark: nothing tells one from another.
    expect(of(demo).sheet('council-1', false)).toEqual(day);
  });

  it('are another election’s in another mode', () => {
    expect(of({ ...demo, mode: 'training' }).hash).not.toBe(of(demo).hash);
  });

  it('are refused by name, if there are none, no such style, or no room', () => {
    const { papers, ...without } = demo;
    expect(sheetsOf(without, nobleCrypto)).toEqual({ ok: false, error: { code: 'ballot.no-papers' } });
    expect(withoutRoom(without, nobleCrypto)).toBeNull();
    expect(of(demo).sheet('mayor', false)).toEqual({
      ok: false,
      error: { code: 'ballot.unknown-style', params: { style: 'mayor', styles: 'council-1, council-2, council-3' } },
    });
    const high = papers && {
      ...papers,
      layouts: papers.layouts.map((one) => ({ ...one, list: { ...one.list, row: 30, most: 30 } })),
    };
    expect(withoutRoom({ ...demo, papers: high }, nobleCrypto)).toMatchObject({
      code: 'ballot.too-long',
      params: { style: 'council-1', layout: 'list' },
    });
  });
});
