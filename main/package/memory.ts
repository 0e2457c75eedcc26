import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Election, electionSchema } from '../../core/election/election.ts';
import { hubEntrySchema } from '../../core/election/hub.ts';
import { policySchema } from '../../core/election/policy.ts';
import { deviceEntrySchema, personEntrySchema } from '../../core/election/station.ts';
import { canonical } from '../../core/journal/canonical.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { replaceText } from '../storage/whole-file.ts';

/** Which package is spoken of. */
export interface PackageOf {
  readonly election: Pick<Election, 'id' | 'mode'>;
  readonly station: string;
}

const madeSchema = z.strictObject({
  format: z.literal('taanuu/made/1'),
  version: z.int().min(1),
  /** SHA-256 of the manifest, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  created: z.iso.datetime(),
  election: electionSchema,
  policy: policySchema,
  hub: hubEntrySchema.nullable(),
  devices: z.array(deviceEntrySchema),
  people: z.array(personEntrySchema),
});
/** What a package said, as far as another one may say something else. Of the people's codes there is what packages have. */
export type MadePackage = z.infer<typeof madeSchema>;

const keptSchema = madeSchema.extend({ election: z.string(), policy: z.string() });

/**
 * What the commission remembers of its packages, in the folder `made` of its own one: so the next one can tell what it changes.
 * Elections and policies, which are the same in all stations' packages, lie there once.
 */
export class PackageMemory {
  readonly #folder: string;
  readonly #lists: string;

  /** @param folder the commission's, or that of a maker without its root key */
  constructor(folder: string) {
    this.#folder = join(folder, 'made');
    this.#lists = join(folder, 'lists');
  }

  /** The highest version that was made; 0: none. Of packages of before only their list is remembered. */
  async last(of: PackageOf): Promise<number> {
    return Math.max(0, ...(await versionsIn(this.#folder, of)), ...(await versionsIn(this.#lists, of)));
  }

  /** Versions that were made, the newest first. */
  async versions(of: PackageOf): Promise<readonly number[]> {
    return (await versionsIn(this.#folder, of)).toSorted((a, b) => b - a);
  }

  /** The newest that was made before a version; null: none that this program can read. */
  async before(of: PackageOf, version: number): Promise<MadePackage | null> {
    const last = (await this.versions(of)).find((one) => one < version);
    return last === undefined ? null : this.#read(`${prefixOf(of)}${last}.json`);
  }

  keep(of: PackageOf, made: MadePackage): void {
    makePrivateFolder(this.#folder);
    const kept: z.infer<typeof keptSchema> = {
      ...{ ...made, election: this.#keepPart(made.election), policy: this.#keepPart(made.policy) },
    };
    replaceText(join(this.#folder, `${prefixOf(of)}${made.version}.json`), JSON.stringify(kept));
  }

  #keepPart(part: unknown): string {
    const text = canonical(part);
    const name = createHash('sha256').update(text).digest('hex');
    const file = join(this.#folder, `${name}.json`);
    if (!existsSync(file)) replaceText(file, text);
    return name;
  }

  async #read(name: string): Promise<MadePackage | null> {
    const json = async (file: string): Promise<unknown> =>
      JSON.parse(await readFile(join(this.#folder, file), 'utf8')) as unknown;
    const kept = keptSchema.safeParse(await json(name));
    if (!kept.success) return null;
    const [election, policy] = [await json(`${kept.data.election}.json`), await json(`${kept.data.policy}.json`)];
    const made = madeSchema.safeParse({ ...kept.data, election, policy });
    return made.success ? made.data : null;
  }
}

async function versionsIn(folder: string, of: PackageOf): Promise<readonly number[]> {
  const prefix = prefixOf(of);
  return (existsSync(folder) ? await readdir(folder) : []).flatMap((file) => {
    const version = file.startsWith(prefix) && /^(\d+)\.json$/.exec(file.slice(prefix.length))?.[1];
    return version ? [Number(version)] : [];
  });
}

const prefixOf = ({ election, station }: PackageOf): string => `${election.id}-${election.mode}-${station}-v`;
