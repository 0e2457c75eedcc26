import type { PackageSays } from '../../core/election/differences.ts';
import type { ListChanges } from '../../core/election/list-changes.ts';
import { numberRanges } from '../../core/election/list-changes.ts';
import { ListHistory } from '../package/list-history.ts';
import { PackageMemory } from '../package/memory.ts';
import { type Language, languages } from '../problem-words.ts';
import { saidDifferences } from '../signed-words.ts';
import { commissionOf, type Given, need, WrongUse } from './frame.ts';
import { type CommandIo, EXIT } from './io.ts';
import { namedOrUnsigned } from './package-named.ts';

type Values = Given<'json'>;

/** The language that was asked for; English where none was. */
export function languageOf({ text }: Pick<Values, 'text'>): Language {
  const asked = text.language ?? 'en';
  const language = languages.find((one) => one === asked);
  if (!language) throw new WrongUse(`--language is one of ${languages.join(', ')}.`);
  return language;
}

/**
 * `taanuu package diff`: what one package says otherwise than another one, or than the one before it that the commission
 * remembers (then of its list and of its people too).
 */
export async function diff([first, second]: readonly string[], values: Values, io: CommandIo): Promise<number> {
  if (first === undefined) throw new WrongUse('Which package?');
  const language = languageOf(values);
  const now = await namedOrUnsigned(second ?? first, values);
  const { election, policy, devices, hub = null, station, version } = now.manifest;
  const open: Partial<PackageSays> = { election, policy, devices: devices.map(withoutCertificate), hub };
  if (second !== undefined) {
    const { manifest } = await namedOrUnsigned(first, values);
    const before = { ...manifest, devices: manifest.devices.map(withoutCertificate), hub: manifest.hub ?? null };
    const { election: was, policy: rules, devices: known, hub: hubBefore } = before;
    const said = saidDifferences({ election: was, policy: rules, devices: known, hub: hubBefore }, open, language);
    io.out(`station ${station}: version ${version}, and version ${manifest.version} before it`);
    return tell(said, null, values, io);
  }
  commissionOf(values);
  const folder = need(values, 'commission');
  const memory = new PackageMemory(folder);
  const before = await memory.before({ election, station }, version);
  if (before === null) {
    io.out(`station ${station}: version ${version} is the first that is remembered`);
    return EXIT.done;
  }
  const made = await memory.before({ election, station }, version + 1);
  // People stand sealed in the package: what is known of them is what was remembered when it was made.
  const own = made?.version === version && made.sha256 === now.sha256 ? made : null;
  const [was, is] = [{ ...before, devices: before.devices.map(withoutCertificate) }, open];
  const said = saidDifferences(
    { ...pick(was), ...(own ? { people: before.people } : {}) },
    { ...is, ...(own ? { people: own.people } : {}) },
    language,
  );
  const list = own ? await ListHistory.between(folder, { election, station }, before.version, version) : null;
  io.out(`station ${station}: version ${version}, and version ${before.version} before it`);
  return tell(said, list, values, io);
}

const pick = ({ election, policy, devices, hub }: Omit<PackageSays, 'people'>) => ({ election, policy, devices, hub });

/** A certificate follows from the device's key and the root key: it is no difference of its own. */
const withoutCertificate = ({ certificate: _old, ...device }: PackageSays['devices'][number]) => device;

function tell(
  said: ReturnType<typeof saidDifferences>,
  list: ListChanges | null,
  { flags }: Values,
  io: CommandIo,
): number {
  if (flags.json) {
    io.out(JSON.stringify({ differences: said, list }));
    return EXIT.done;
  }
  if (list !== null) for (const line of listLines(list)) io.out(line);
  for (const { where, before, now } of said) io.out(`${where}: ${before} → ${now}`);
  if (said.length === 0) io.out('nothing else is said otherwise');
  return EXIT.done;
}

/** Numbers that a line of a terminal has room for, in characters. */
const ROOM = 200;

function listLines({ since, voters, added, removed, changed, renumbered }: ListChanges): readonly string[] {
  const numbers = (all: readonly number[]): string => {
    const { text, left } = numberRanges(all, ROOM);
    return `${all.length}${text === '' ? '' : `: ${text}`}${left > 0 ? `, and ${left} more` : ''}`;
  };
  return [
    `list: ${since.voters} voters before, ${voters} now`,
    `  added ${numbers(added)}`,
    `  removed ${numbers(removed)}`,
    `  changed ${numbers(changed.map(({ number }) => number))}`,
    `  renumbered ${renumbered}`,
  ];
}
