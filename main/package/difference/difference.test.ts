import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RegisterRecord } from '../../../core/election/register-record.ts';
import { ListHistory } from '../list-history.ts';
import { election, makeStation, png, type Station, voter } from '../package.fixture.ts';
import { openPackage } from '../reader.ts';
import { DIFFERENCE_MAGIC } from './format.ts';
import { putTogether } from './put-together.ts';
import { differenceHeadOf, isDifference, openDifference, rootNamedInDifference } from './read.ts';

let station: Station;
let names = 0;
beforeAll(async () => {
  station = await makeStation();
});
afterAll(() => station.remove());

const photo = png.toString('base64');
const at = (name: string): string => join(station.dir, name);

/** Versions of one list as the builder makes them, each with what leads to it from those before. */
async function versions(
  lists: readonly (readonly RegisterRecord[])[],
  index?: (version: number) => Buffer,
): Promise<readonly { readonly path: string; readonly differences: readonly string[] }[]> {
  names += 1;
  const name = `${names}`;
  const made = [];
  for (const [n, records] of lists.entries()) {
    const version = n + 1;
    const key = new Uint8Array(32).fill(3);
    const history = await ListHistory.open(at(`history-${name}`), key, { election, station: '0001', version });
    for (const record of records) history.note(record);
    const country = index && { bytes: index(version), count: 1 };
    if (country) history.noteIndex(country.bytes);
    const { path, sha256, differences } = await station.write(`${name}-v${version}.taanuu`, {
      ...{ version, records, changes: () => history.changes(), ...(country ? { index: country } : {}) },
      differences: () => history.differences((since) => at(`${name}-${since}-${version}.taanuu-difference`)),
    });
    history.remember(sha256);
    made.push({ path, differences: differences.map((one) => one.path) });
  }
  return made;
}

/** What a device makes of a difference and the package that it has: the file, or the problem. */
async function together(difference: string, base: string, keys = station.keys) {
  const { root } = station.commission.trust;
  const opened = await openDifference(difference, root);
  if (!opened.ok) return opened.error.code;
  const to = at('made.taanuu');
  try {
    const made = await putTogether({
      ...{ difference: opened.value, keys, to },
      openBase: () => openPackage(base, root),
    });
    return made.ok ? readFileSync(to) : made.error.code;
  } finally {
    await opened.value.close();
  }
}

const three = [voter(1, { photo }), voter(2, { photo }), voter(3, { photo })] as const;

describe('a difference', () => {
  it('and the package before give the later one, byte for byte', async () => {
    const [a, b, c] = await versions([
      three,
      [three[0], voter(2, { photo, address: 'Тамга' }), three[2], voter(4, { photo })],
      [three[2], three[0], voter(4, { photo })],
    ]);
    expect(b?.differences).toHaveLength(1);
    expect(c?.differences).toHaveLength(2);
    const [fromB = '', fromA = ''] = c?.differences ?? [];
    expect(await together(b?.differences[0] ?? '', a?.path ?? '')).toEqual(readFileSync(b?.path ?? ''));
    expect(await together(fromB, b?.path ?? '')).toEqual(readFileSync(c?.path ?? ''));
    expect(await together(fromA, a?.path ?? '')).toEqual(readFileSync(c?.path ?? ''));
  });

  it('does so whatever two lists are', async () => {
    const person = fc.record({
      n: fc.integer({ min: 1, max: 12 }),
      address: fc.constantFrom('Саруу', 'Тамга', 'Жети-Өгүз'),
    });
    const list = fc
      .uniqueArray(person, { selector: ({ n }) => n, maxLength: 12 })
      .map((people) => people.map(({ n, address }) => voter(n, { photo, address })));
    await fc.assert(
      fc.asyncProperty(list, list, async (before, now) => {
        const [base, next] = await versions([before, now]);
        expect(await together(next?.differences[0] ?? '', base?.path ?? '')).toEqual(readFileSync(next?.path ?? ''));
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('carries the country index only where that is another one', async () => {
    const long = (version: number): Buffer => Buffer.alloc(50_000, version === 3 ? 2 : 1);
    const made = await versions([three, three, three], long);
    const [, b, c] = made;
    const [fromA = ''] = b?.differences ?? [];
    const [fromB = ''] = c?.differences ?? [];
    expect(readFileSync(fromA).length).toBeLessThan(50_000);
    expect(readFileSync(fromB).length).toBeGreaterThan(80_000);
    expect(await together(fromA, made[0]?.path ?? '')).toEqual(readFileSync(b?.path ?? ''));
    expect(await together(fromB, b?.path ?? '')).toEqual(readFileSync(c?.path ?? ''));
  });

  it('takes many frames, and records that lie across two of them', async () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      voter(n + 1, { photo: Buffer.alloc(40_000, n).toString('base64') }),
    );
    const next = many.flatMap((one, n) => (n === 20 ? [] : n === 40 ? [{ ...one, address: 'Тамга' }] : [one]));
    const [a, b] = await versions([many, next]);
    const [file = ''] = b?.differences ?? [];
    expect(readFileSync(file).length).toBeLessThan(readFileSync(b?.path ?? '').length / 20);
    expect(await together(file, a?.path ?? '')).toEqual(readFileSync(b?.path ?? ''));
  });

  it('is known by its beginning, and by how long it is', async () => {
    const [, b] = await versions([three, [three[0]]]);
    const [file = ''] = b?.differences ?? [];
    const { root } = station.commission.trust;
    expect(await isDifference(file)).toBe(true);
    expect(await isDifference(b?.path ?? '')).toBe(false);
    expect(await isDifference(at('nothing'))).toBe(false);
    const whole = readFileSync(file);
    writeFileSync(at('cut'), whole.subarray(0, whole.length - 1));
    writeFileSync(at('beginning'), whole.subarray(0, 100));
    writeFileSync(at('longer'), Buffer.concat([whole, Buffer.alloc(1)]));
    const told = await differenceHeadOf(at('cut'), root);
    expect(told.ok && [told.value.bytes, told.value.manifest.version, told.value.description.base.version]).toEqual([
      whole.length,
      2,
      1,
    ]);
    expect(await differenceHeadOf(at('beginning'), root)).toMatchObject({ error: { code: 'package.truncated' } });
    expect(await openDifference(at('cut'), root)).toMatchObject({ error: { code: 'package.truncated' } });
    expect(await openDifference(at('longer'), root)).toMatchObject({ error: { code: 'package.hostile' } });
    expect(await openDifference(b?.path ?? '', root)).toMatchObject({ error: { code: 'package.not-a-package' } });
    expect(await openDifference(at('nothing'), root)).toMatchObject({ error: { code: 'package.unreadable' } });
    // A folder is opened, and cannot be read: as a stick that goes while it is looked at.
    expect(await openDifference(station.dir, root)).toMatchObject({ error: { code: 'package.unreadable' } });
    expect(await rootNamedInDifference(station.dir)).toBeUndefined();
    expect(await differenceHeadOf(station.dir, root)).toMatchObject({ error: { code: 'package.unreadable' } });
  });

  it('never gives anything else than the signed package, whichever of its bytes is another one', async () => {
    const [a, b] = await versions([three, [three[0], voter(2, { address: 'Тамга' }), voter(4)]]);
    const [file = ''] = b?.differences ?? [];
    const [right, whole] = [readFileSync(file), readFileSync(b?.path ?? '')];
    const said = new Set<string>();
    for (let n = 0; n < right.length; n += 97) {
      const wrong = Buffer.from(right);
      wrong.writeUInt8(wrong.readUInt8(n) ^ 0x10, n);
      writeFileSync(at('altered'), wrong);
      const made = await together(at('altered'), a?.path ?? '');
      // What the description counts for people to read is in nobody's way.
      if (typeof made === 'string') said.add(made);
      else expect(made).toEqual(whole);
    }
    for (const code of [
      'package.bad-signature',
      'package.damaged',
      'package.difference-unfit',
      'package.not-a-package',
    ])
      expect(said).toContain(code);
  }, 60_000);

  it('is refused with another base, and with another device’s key', async () => {
    const [a, b, c] = await versions([three, [three[0]], [three[1]]]);
    const [fromB = '', fromA = ''] = c?.differences ?? [];
    expect(await together(fromA, b?.path ?? '')).toBe('package.difference-base');
    expect(await together(fromB, a?.path ?? '')).toBe('package.difference-base');
    // The description may say what it wants: the script's key is that of one base.
    const text = readFileSync(fromA);
    const [other, own] = [readFileSync(fromB), text].map((file) => {
      const start = DIFFERENCE_MAGIC.length + 4;
      return file.subarray(start, start + file.readUInt32BE(DIFFERENCE_MAGIC.length));
    }) as [Buffer, Buffer];
    const named = (json: Buffer): string => JSON.parse(json.toString()).base.package;
    writeFileSync(at('renamed'), Buffer.from(text.toString('latin1').replace(named(own), named(other)), 'latin1'));
    expect(await together(at('renamed'), b?.path ?? '')).toBe('package.damaged');
    const stranger = await makeStation();
    expect(await together(fromA, a?.path ?? '', stranger.keys)).toBe('package.not-for-this-device');
    expect(await openDifference(fromA, stranger.commission.trust.root)).toMatchObject({
      error: { code: 'package.bad-signature' },
    });
    stranger.remove();
  });

  it('is not made from a version of which the whole records are not remembered', async () => {
    const key = new Uint8Array(32).fill(3);
    const open = (version: number) => ListHistory.open(at('before'), key, { election, station: '0001', version });
    const first = await open(1);
    first.note(three[0]);
    first.remember('ab'.repeat(32));
    expect((await open(2)).differences(() => '')).toHaveLength(1);
    const file = at(`before/lists/${election.id}-${election.mode}-0001-v1.json`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/,"line":"[^"]+"/, ''));
    expect((await open(2)).differences(() => '')).toEqual([]);
  });

  it('leaves nothing beside it', async () => {
    await versions([three, [three[0]]]);
    expect(readdirSync(station.dir).filter((name) => /\.(script|new|parts)$/.test(name))).toEqual([]);
    expect(existsSync(at('made.taanuu.new'))).toBe(false);
  });
});
