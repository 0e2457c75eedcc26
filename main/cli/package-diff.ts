import { type ListChanges, numberRanges } from '../../core/election/list-changes.ts';
import { changesSince, openly, sealedOf } from '../package/changes.ts';
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
  const { station, version } = now.manifest;
  if (second !== undefined) {
    const before = await namedOrUnsigned(first, values);
    const said = saidDifferences(openly(before.manifest), openly(now.manifest), language);
    io.out(`station ${station}: version ${version}, and version ${before.manifest.version} before it`);
    return tell(said, null, values, io);
  }
  commissionOf(values);
  const folder = need(values, 'commission');
  const changes = await changesSince(folder, { ...now, sealed: await sealedOf(folder, now) }, language);
  if (changes === null) {
    io.out(`station ${station}: version ${version} is the first that is remembered`);
    return EXIT.done;
  }
  io.out(`station ${station}: version ${version}, and version ${changes.since} before it`);
  return tell(changes.differences, changes.list, values, io);
}

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
