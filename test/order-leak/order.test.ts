import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BallotStore } from '../../main/ballot/ballot-store.ts';
import { type DiskOptions, PoweredDisk, WITHOUT_JOURNAL } from '../../main/cli/simulate/powered-disk.ts';
import { cellContent, readCell } from '../../main/storage/slots/cell.ts';
import { CELL_BYTES, cellPlace, opened } from '../../main/storage/slots/format.ts';
import { destroySlotFile } from '../../main/storage/slots/open.ts';
import { type Features, features, formsOf, type Sighting, sealedAt, sightings, timesOf } from './adversary.ts';
import { bytesOf, placeIn } from './blocks.ts';
import {
  BALLOTS,
  CANARY,
  type Casting,
  castAll,
  castOrder,
  countSpec,
  daySpec,
  imageOf,
  intoRows,
  intoSlots,
  intoSpool,
  must,
  zoneDisk,
} from './casting.ts';
import { mutualInformation, sameDistribution, spearman } from './statistics.ts';

/** What the adversary has of one day: the disk as it is at the end, and what he makes of it. */
interface Taken {
  readonly order: readonly string[];
  readonly image: Buffer;
  readonly seen: readonly Sighting[];
  readonly features: Features;
  readonly disk: PoweredDisk;
  readonly file: string;
}

/** That of the cells seals no ballot; what it opens is looked for by itself. */
const dayKeys = [daySpec.keys.slots];

/** A day's ballots are cast on a disk of its own; the disk stays mounted. */
function day(folder: string, name: string, order: readonly string[], into: (path: string) => Casting): Taken {
  const disk = zoneDisk(join(folder, name));
  const file = join(disk.path, 'ballots.slots');
  castAll(disk.path, into(file), order);
  const image = imageOf(disk);
  const seen = sightings(image, dayKeys);
  return { order, image, seen, disk, file, features: features(seen, disk) };
}

/** By feature: how it goes with the order in which ballots were cast. */
function correlations({ order, features: all }: Pick<Taken, 'order' | 'features'>) {
  const through = Object.entries(all).map(([name, values]) => {
    const known = order.flatMap((choice, at) => {
      const value = values.get(choice);
      return value === undefined ? [] : [[at, value] as const];
    });
    return [
      name,
      {
        n: known.length,
        ...spearman(
          known.map(([at]) => at),
          known.map(([, value]) => value),
        ),
      },
    ] as const;
  });
  return Object.fromEntries(through);
}

/** The features by which the order is seen, by the bounds of OL-1. */
const leaks = (taken: Pick<Taken, 'order' | 'features'>): string[] =>
  Object.entries(correlations(taken))
    .filter(([, { rho, p }]) => Math.abs(rho) >= 0.1 || p <= 0.01)
    .map(([name]) => name)
    .sort();

const canaries = (image: Buffer): number => formsOf(CANARY).filter((form) => image.includes(form)).length;

describe.skipIf(!PoweredDisk.possible())('whoever has the whole disk of the ballot zone, and its keys', () => {
  let folder = '';
  const days: Taken[] = [];
  const kept = (name: string, order: readonly string[]): Taken => {
    const taken = day(folder, name, order, (path) => intoSlots(path, name));
    days.push(taken);
    return taken;
  };
  beforeAll(() => {
    // In memory, where there is room: it is the file system on it that counts.
    folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'taanuu-order-'));
    const order = castOrder('a day');
    kept('one', order);
    kept('other', order.toReversed());
  });
  afterAll(() => {
    for (const { disk } of days) disk.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const first = () => days[0] as Taken;
  const second = () => days[1] as Taken;

  it('sees every ballot and no order (OL-1)', () => {
    const { n } = correlations(first())['first place'] ?? { n: 0 };
    expect(n).toBe(BALLOTS);
    expect(Object.keys(first().features).sort()).toEqual([
      'change of its file',
      'copies',
      'first place',
      'last place',
      'nonce',
      'number of its file',
      'place in its file',
      'time of its file',
    ]);
    expect(leaks(first())).toEqual([]);
    expect(leaks(second())).toEqual([]);
  });

  it('finds each ballot once, in its slot: not in the file system’s journal, not in a free block', () => {
    const { seen, disk } = first();
    const own = bytesOf(disk, '/ballots.slots');
    const journal = bytesOf(disk, '<8>');
    expect(journal.length).toBeGreaterThan(500);
    expect(seen.length).toBe(BALLOTS);
    expect(seen.filter(({ at }) => placeIn(own, at) === undefined)).toEqual([]);
    expect(seen.filter(({ at }) => placeIn(journal, at) !== undefined)).toEqual([]);
    expect(readdirSync(disk.path).sort()).toEqual(['ballots.slots', 'lost+found']);
  });

  it('finds two cells that say nothing of any slot, and no earlier ones', () => {
    const { image } = first();
    const beginning = Buffer.alloc(4);
    beginning.writeUInt32BE(cellContent({ state: 'clear', kept: 0 }).length);
    const slotted = { ...daySpec, slots: daySpec.capacity + 1 };
    const cells = sealedAt(image, daySpec.keys.cells, beginning, [0]).flatMap((at) =>
      [0, 1].flatMap((cell) => {
        const content = opened(cellPlace(slotted, cell), image.subarray(at, at + CELL_BYTES));
        return content ? [readCell(content)] : [];
      }),
    );
    expect(cells).toEqual([
      { state: 'clear', kept: BALLOTS },
      { state: 'clear', kept: BALLOTS },
    ]);
  });

  it('learns nothing from the order in which ballots leave the store (OL-2)', () => {
    const store = must(BallotStore.open(first().file, daySpec));
    const left = [...store.ballots()].map((one) => must(one).record.parts[0]?.marked[0] ?? '');
    store.close();
    const places = first().order.map((choice) => left.indexOf(choice));
    expect(places).not.toContain(-1);
    // Drawn by the generator of the machine, differently each time: bounds that are passed once in a million runs.
    const admitted = first().order.map((_, at) => at);
    expect(spearman(admitted, places).p).toBeGreaterThan(1e-6);
    expect(mutualInformation(admitted, places, 8).p).toBeGreaterThan(1e-6);
  });

  it('reads no choice anywhere that was not deciphered (OL-3)', () => {
    expect(canaries(first().image)).toBe(0);
    expect(sightings(first().image, [])).toEqual([]);
  });

  it('cannot tell two days apart on which the voters came in opposite orders (OL-4)', () => {
    const early = first().order.slice(0, BALLOTS / 2);
    for (const name of ['first place', 'place in its file', 'nonce']) {
      const valuesIn = ({ features: all }: Taken) => early.map((choice) => all[name]?.get(choice) ?? Number.NaN);
      expect(sameDistribution(valuesIn(first()), valuesIn(second())), name).toBeGreaterThan(0.01);
    }
    // Nothing but the ballots' own places differs: as many files, blocks and ballots on both.
    const shape = ({ disk, image }: Taken) => [
      bytesOf(disk, '/ballots.slots').length,
      image.length,
      readdirSync(disk.path),
    ];
    expect(shape(first())).toEqual(shape(second()));
  });

  it('finds nothing of the day after the ballots were drawn anew for the count, and no order', () => {
    const { disk, file, order } = first();
    const store = must(BallotStore.open(file, daySpec));
    const count = must(store.redrawnInto(join(disk.path, 'count.slots'), countSpec));
    expect(count.sheets).toBe(BALLOTS);
    count.close();
    store.close();
    must(destroySlotFile(file));
    const image = imageOf(disk);
    expect(sightings(image, dayKeys)).toEqual([]);
    const counted = features(sightings(image, [countSpec.keys.slots]), disk);
    expect(counted.copies?.size).toBe(BALLOTS);
    // Drawn by the generator of the machine.
    for (const [name, { p }] of Object.entries(correlations({ order, features: counted }))) {
      expect(p, name).toBeGreaterThan(1e-6);
    }
  });

  it('would find ballots in the journal of a file system that keeps contents there: the store does not begin on one', () => {
    const disk = zoneDisk(join(folder, 'journalled'), { mount: 'data=journal' });
    try {
      const made = BallotStore.create(join(disk.path, 'ballots.slots'), daySpec);
      expect(made).toEqual({ ok: false, error: { code: 'ballot-store.file-system', params: { kind: 'ext4' } } });
      castAll(disk.path, intoSpool(join(disk.path, 'spool'), 'journalled'), castOrder('journalled').slice(0, 50));
      const journal = bytesOf(disk, '<8>');
      const inJournal = sightings(imageOf(disk), dayKeys).filter(({ at }) => placeIn(journal, at) !== undefined);
      expect(inJournal.length).toBeGreaterThan(20);
    } finally {
      disk.close();
    }
  });

  it('finds when ballots were kept in a file system’s journal, and in none where there is no journal', () => {
    const moments = (name: string, options: DiskOptions): number => {
      const disk = zoneDisk(join(folder, name), options);
      try {
        const file = join(disk.path, 'ballots.slots');
        castAll(disk.path, intoSlots(file, name), castOrder(name).slice(0, 40));
        return timesOf(imageOf(disk), statSync(file)).size;
      } finally {
        disk.close();
      }
    };
    expect(moments('times', {})).toBeGreaterThan(10);
    // As docs/ballot-store.md asks for it: the last one alone.
    expect(moments('no-times', WITHOUT_JOURNAL)).toBe(1);
  });

  it('does see it, and the choices, where a plain database keeps the ballots', () => {
    const taken = day(folder, 'rows', castOrder('rows'), intoRows);
    try {
      expect(leaks(taken)).toEqual(expect.arrayContaining(['first place', 'last place', 'row']));
      expect(correlations(taken).row).toMatchObject({ n: BALLOTS, rho: 1 });
      expect(Math.abs(correlations(taken)['last place']?.rho ?? 0)).toBeGreaterThan(0.5);
      expect(canaries(taken.image)).toBeGreaterThan(0);
    } finally {
      taken.disk.close();
    }
  });

  it('does see it where sealed ballots lay one behind the other in a file that was removed', () => {
    const taken = day(folder, 'spool', castOrder('spool'), (path) => intoSpool(path, 'spool'));
    try {
      expect(readdirSync(taken.disk.path)).toEqual(['lost+found']);
      expect(canaries(taken.image)).toBe(0);
      expect(correlations(taken)['first place']?.n).toBeGreaterThan(BALLOTS * 0.99);
      expect(Math.abs(correlations(taken)['first place']?.rho ?? 0)).toBeGreaterThan(0.9);
      const other = day(folder, 'spool2', castOrder('spool').toReversed(), (path) => intoSpool(path, 'spool2'));
      other.disk.close();
      const early = taken.order.slice(0, BALLOTS / 2);
      const placesIn = ({ features: all }: Taken) => early.map((choice) => all['first place']?.get(choice) ?? 0);
      expect(sameDistribution(placesIn(taken), placesIn(other))).toBeLessThan(1e-6);
    } finally {
      taken.disk.close();
    }
  });
});
