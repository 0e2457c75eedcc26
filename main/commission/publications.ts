import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StationPlace } from '../../core/commission/places.ts';
import { type Area, areasOf, partOf } from '../../core/commission/publication/areas.ts';
import { type Publication, tellableNow } from '../../core/commission/publication/publication.ts';
import { type Published, publishedCsv, publishedTurnout } from '../../core/commission/publication/published.ts';
import { type PublicationTime, publicationTimes } from '../../core/commission/publication/times.ts';
import type { ConsoleSettings } from '../../core/commission/settings.ts';
import { type Contribution, Sum } from '../../core/commission/sums.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { TurnoutPreview } from '../api/console-views.ts';
import { readConfigFile } from '../storage/config-file.ts';
import { fileProblem } from '../storage/file-problem.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { replaceText } from '../storage/whole-file.ts';

/** Where files for publication go, in the console's folder. */
const PUBLISHED = 'published';
/**
 * What was published, and the numbers that the next publication is held against: it is not for the public, and goes along to
 * another machine on which turnout is published.
 */
const REMEMBERED = 'publications.json';

const tally = z.record(z.string(), z.number());
const groupSchema = z.object({
  ...{ of: z.enum(['country', 'kind', 'territory', 'constituency']), id: z.string(), stations: z.number() },
  names: z.object({ ky: z.string(), ru: z.string(), en: z.string() }).nullable(),
  ...{ registered: z.number(), admitted: z.number().nullable(), percent: z.number().nullable() },
  ...{ asOf: z.string().nullable(), withheld: z.enum(['few', 'more-than-list']).nullable() },
  earlier: z.record(z.string(), z.number().nullable()),
  ...{ bySex: tally.nullable(), byAge: tally.nullable(), bySexAndAge: tally.nullable() },
});
const publishedSchema: z.ZodType<Published> = z.object({
  ...{ format: z.literal('taanuu/published-turnout/2'), election: z.string(), mode: z.string(), date: z.string() },
  ...{ round: z.number(), time: z.string(), at: z.string(), isLast: z.boolean(), fewest: z.number() },
  groups: z.array(groupSchema),
});
const entrySchema = z.strictObject({
  published: publishedSchema,
  ...{ told: z.array(z.string()), isWhole: z.boolean(), admitted: tally },
});
/** A publication, and what the next one is held against. */
export type Remembered = z.infer<typeof entrySchema>;
const rememberedSchema = z.strictObject({
  format: z.literal('taanuu/publications/1'),
  all: z.array(entrySchema),
});

interface Options {
  /** Of the console. */
  readonly folder: string;
  readonly settings: ConsoleSettings;
  readonly places: readonly StationPlace[];
  /** What the stations come to now. */
  readonly stations: () => readonly { readonly place: StationPlace; readonly contribution: Contribution }[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Turnout for the public: once at each time of the day. It is looked at first, and what was looked at is what is written. What
 * was told before is remembered over a restart, because no two publications of a day may be subtracted from each other.
 */
export class Publications {
  readonly #options: Options;
  readonly #areas: readonly Area[];
  readonly #times: readonly PublicationTime[];
  #draft: { readonly id: string; readonly entry: Remembered } | null = null;
  #drafts = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#areas = areasOf(options.places, options.settings);
    this.#times = publicationTimes(options.settings, options.places);
  }

  /** What would be published now; where this time's was, what it was. */
  preview(): Result<TurnoutPreview, Problem> {
    this.#draft = null;
    const now = this.#options.now();
    const time = this.#times.findLast(({ from }) => from <= now);
    const next = this.#times.find(({ from }) => from > now)?.time ?? null;
    if (!time) return err({ code: 'console.publication-early', params: { time: next ?? '' } });
    const before = this.#before();
    if (!before.ok) return before;
    const done = before.value.find(({ published }) => published.time === time.time);
    if (done) return ok({ id: null, published: done.published, next });
    // Read as it would be read anywhere else: whoever writes it again writes the same bytes.
    const entry = entrySchema.parse(this.#made(time, before.value, now));
    this.#drafts += 1;
    const id = `${time.time} ${this.#drafts}`;
    this.#draft = { id, entry };
    return ok({ id, published: entry.published, next });
  }

  /** Writes what was looked at, as JSON and as a table. @param id of the look; null: what was written before is written again */
  write(id: string | null): Result<{ readonly files: readonly string[] }, Problem> {
    const before = this.#before();
    if (!before.ok) return before;
    const time = this.timesUntilNow().at(-1);
    const done = before.value.find(({ published }) => published.time === time);
    if (done) return this.#files(done.published, () => {});
    const drafted = this.drafted(id);
    if (!drafted.ok) return drafted;
    const entry = drafted.value;
    if (entry === null) return err({ code: 'console.publication-gone' });
    // What is not remembered must not be out: it is remembered first, and then written.
    return this.#files(entry.published, () => this.#remember([...before.value, entry]));
  }

  /** Times of the day at which something may have been published by now. */
  timesUntilNow(): readonly string[] {
    const now = this.#options.now();
    return this.#times.filter(({ from }) => from <= now).map(({ time }) => time);
  }

  /** What was published of this day. */
  ofDay(): Result<readonly Remembered[], Problem> {
    return this.#before();
  }

  /** What `write` would publish now; null: this time's turnout is out. */
  drafted(id: string | null): Result<Remembered | null, Problem> {
    const before = this.#before();
    if (!before.ok) return before;
    const time = this.timesUntilNow().at(-1);
    if (before.value.some(({ published }) => published.time === time)) return ok(null);
    const draft = this.#draft;
    if (draft === null || draft.id !== id || draft.entry.published.time !== time) {
      return err({ code: 'console.publication-gone' });
    }
    const { told, published } = draft.entry;
    if (told.length === 0) return err({ code: 'console.publication-nothing', params: { fewest: published.fewest } });
    return ok(draft.entry);
  }

  /** Remembers what another console has published of this day; of a time of which something is remembered nothing is taken. */
  take(text: string): Result<null, Problem> {
    const before = this.#before();
    if (!before.ok) return before;
    const read = entrySchema.safeParse(JSON.parse(text));
    if (!read.success || !this.#isOfDay(read.data.published)) {
      return err({ code: 'console.publication-unknown', params: { file: REMEMBERED } });
    }
    const { published } = read.data;
    if (before.value.some((one) => one.published.time === published.time)) return ok(null);
    const all = [...before.value, read.data].toSorted((a, b) => (a.published.at < b.published.at ? -1 : 1));
    this.#draft = null;
    try {
      this.#remember(all);
      return ok(null);
    } catch (error) {
      const problem = fileProblem(error);
      if (!problem) throw error;
      return err(problem);
    }
  }

  #remember(all: readonly Remembered[]): void {
    const text = JSON.stringify({ format: 'taanuu/publications/1', all }, null, 1);
    replaceText(join(this.#options.folder, REMEMBERED), `${text}\n`);
  }

  #made({ time, isLast }: PublicationTime, before: readonly Remembered[], now: number): Remembered {
    const { settings } = this.#options;
    const parts = this.#parts();
    const fewest = Math.max(settings.fewest, ...before.map(({ published }) => published.fewest));
    const told = tellableNow({
      ...{ areas: this.#areas, parts, isLast, fewest },
      before: before.map(({ published, ...one }): Publication => ({ ...one, time: published.time, at: published.at })),
    });
    const { election, date, round } = settings;
    return {
      published: publishedTurnout({
        ...{ election: election.id, mode: election.mode, date: date ?? election.day.date, round },
        ...{ time, isLast, fewest, at: new Date(now).toISOString() },
        ...{ areas: this.#areas, parts, told, before: before.map(({ published }) => published) },
      }),
      ...{ told: told.admitted.map(({ key }) => key), isWhole: told.isWhole },
      admitted: Object.fromEntries([...parts].map(([part, one]) => [part, one.admitted])),
    };
  }

  #parts(): ReadonlyMap<string, Contribution> {
    const sums = new Map(this.#options.places.map((place) => [partOf(place), new Sum()]));
    for (const { place, contribution } of this.#options.stations()) sums.get(partOf(place))?.take(contribution, 1);
    return new Map([...sums].map(([part, sum]) => [part, sum.value()]));
  }

  /**
   * What was published of this day. Files for the public that are not among it were made by another console: as long as its
   * memory is not here, nobody knows what a further publication would give away.
   */
  #before(): Result<readonly Remembered[], Problem> {
    const { folder } = this.#options;
    const file = join(folder, REMEMBERED);
    const read = existsSync(file) ? readConfigFile(file, rememberedSchema) : ok({ all: [] });
    if (!read.ok) return read;
    const own = read.value.all.filter(({ published }) => this.#isOfDay(published));
    const unknown = this.#publicFiles().find(
      ({ published }) => published === null || own.every((one) => one.published.at !== published.at),
    );
    if (unknown) return err({ code: 'console.publication-unknown', params: { file: unknown.file } });
    const areas = this.#parts();
    const isOther = own.some(({ admitted }) => Object.keys(admitted).some((part) => !areas.has(part)));
    if (isOther) return err({ code: 'console.publication-unknown', params: { file: REMEMBERED } });
    return ok(own);
  }

  #isOfDay({ election, mode, date, round }: Published): boolean {
    const { settings } = this.#options;
    const day = settings.date ?? settings.election.day.date;
    return (
      election === settings.election.id && mode === settings.election.mode && date === day && round === settings.round
    );
  }

  /** Files for the public that lie in the folder: this day's, and (null) those of which it cannot be said. */
  #publicFiles(): readonly { readonly file: string; readonly published: Published | null }[] {
    const folder = join(this.#options.folder, PUBLISHED);
    if (!existsSync(folder)) return [];
    return readdirSync(folder).flatMap((file): { file: string; published: Published | null }[] => {
      if (!/^turnout-.*\.json$/.test(file)) return [];
      const read = readConfigFile(join(folder, file), publishedSchema);
      if (!read.ok) return [{ file, published: null }];
      return this.#isOfDay(read.value) ? [{ file, published: read.value }] : [];
    });
  }

  #files(published: Published, remember: () => void): Result<{ readonly files: readonly string[] }, Problem> {
    const { folder, settings } = this.#options;
    const time = published.time.replaceAll(':', '').replaceAll(' ', '-');
    const name = join(
      folder,
      PUBLISHED,
      `turnout-${settings.election.id}-${published.date}-${published.round}-${time}`,
    );
    try {
      makePrivateFolder(join(folder, PUBLISHED));
      remember();
      replaceText(`${name}.json`, `${JSON.stringify(published, null, 1)}\n`);
      replaceText(`${name}.csv`, publishedCsv(published));
      this.#draft = null;
      return ok({ files: [`${name}.json`, `${name}.csv`] });
    } catch (error) {
      const problem = fileProblem(error);
      if (!problem) throw error;
      return err(problem);
    }
  }
}
