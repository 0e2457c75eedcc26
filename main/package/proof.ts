import { sheetsOf } from '../../core/ballot/sheet.ts';
import type { Words } from '../../core/election/common.ts';
import type { SaidDifference } from '../../core/election/difference-words.ts';
import { precinctOf } from '../../core/election/election.ts';
import { type ListChanges, numberRanges } from '../../core/election/list-changes.ts';
import type { ActRule } from '../../core/election/policy-acts.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { inTreeOrder, stationRanges, TerritoryTree } from '../../core/election/territory-tree.ts';
import { type ProofPart, proofPages } from '../../core/paper/proof.ts';
import type { Page } from '../../core/paper/sheet.ts';
import { fingerprintWords } from '../access/keys-words.ts';
import { nodeCrypto } from '../crypto/node.ts';
import type { Language } from '../problem-words.ts';
import { screenText } from '../screen-words.ts';
import { saidPolicy } from '../signed-words.ts';
import type { Manifest } from './format.ts';
import { proofSlips } from './proof-slips.ts';

/** What is to be signed, and what is known around it. */
export interface ProofOf {
  readonly manifest: Manifest;
  /** Name of the package, hex. */
  readonly sha256: string;
  /** Voters of a station by constituency; null: the list at hand does not say. */
  readonly voters: (station: string) => Readonly<Record<string, number>> | null;
  /** Rows of the list that were not taken; null: nobody knows here. */
  readonly leftOut: number | null;
  readonly changes: ProofChanges | null;
  readonly language: Language;
}

export interface ProofChanges {
  readonly since: number;
  readonly differences: readonly SaidDifference[];
  readonly list: ListChanges | null;
}

/** Numbers of a list's changes that stand on a line, in characters. */
const NUMBERS = 600;

/** The proof of a package: every station, ballot, slip and text, what has changed, and the sheet that is signed by hand. */
export function packageProof(of: ProofOf): readonly Page[] {
  const say = sayer(of.language);
  const { manifest, sha256 } = of;
  const foot = say('foot', {
    ...{ election: manifest.election.names[of.language], station: manifest.station, name: groups(sha256, 4) },
    version: String(manifest.version),
  });
  return proofPages({
    ...{ mark: markOf(of), foot, pageOf: say('page', { page: '{{page}}', pages: '{{pages}}' }) },
    parts: [
      { part: 'section', title: say('title'), about: say('about') },
      ...precincts(of),
      ...territories(of),
      ...ballots(of),
      ...slips(of),
      ...rules(of),
      ...texts(of),
      ...changes(of),
      ...textToSign(of),
    ],
  });
}

/** The sheet alone that is signed by hand. */
export function signSheet(of: ProofOf): readonly Page[] {
  const say = sayer(of.language);
  const pageOf = say('page', { page: '{{page}}', pages: '{{pages}}' });
  return proofPages({ mark: markOf(of), foot: groups(of.sha256, 16), pageOf, parts: textToSign(of) });
}

type Say = (key: string, values?: Readonly<Record<string, string>>) => string;
const sayer =
  (language: Language): Say =>
  (key, values = {}) =>
    screenText(language, `proof:${key}`, values);

const markOf = ({ manifest: { election }, language }: ProofOf): string | null =>
  election.mode === 'official' ? null : screenText(language, `parts:mode-name.${election.mode}`);

/** A text in every language in which it is another. */
const three = ({ ky, ru, en }: Words): string => [...new Set([ky, ru, en])].join('\n');

const groups = (hex: string, count: number): string => (hex.match(/.{4}/g) ?? []).slice(0, count).join(' ');

function precincts({ manifest: { election, station }, voters, language }: ProofOf): readonly ProofPart[] {
  const say = sayer(language);
  const called = new Map(election.constituencies.map(({ id, names }) => [id, names]));
  const names = (id: string): string => called.get(id)?.[language] ?? id;
  return [
    { part: 'heading', text: say('section.precincts') },
    { part: 'text', text: say('precincts.about') },
    {
      part: 'table',
      columns: [
        { title: say('column.number'), share: 0.1 },
        { title: say('column.place'), share: 0.48 },
        { title: say('column.constituency'), share: 0.22 },
        { title: say('column.voters'), share: 0.2 },
      ],
      rows: election.precincts.map((one) => {
        const counts = voters(one.number);
        const told = Object.entries(counts ?? {}).map(([id, count]) => `${names(id)}: ${count}`);
        return {
          marked: one.number === station,
          cells: [
            `${one.number}\n${say(`kind.${one.kind}`)}`,
            `${three(one.names)}\n${three(one.address)}`,
            one.constituency === null ? say('every') : names(one.constituency),
            told.length === 0 ? say('voters.unknown') : told.join('\n'),
          ],
        };
      }),
    },
  ];
}

/** Which stations are whose: an election that was signed without territories says nothing of it. */
function territories({ manifest: { election, station }, language }: ProofOf): readonly ProofPart[] {
  if (election.territories === undefined) return [];
  const say = sayer(language);
  const tree = new TerritoryTree(election);
  const rest = election.precincts.flatMap(({ number }) => (tree.lowestOf(number) === null ? [number] : []));
  const rows = inTreeOrder(election.territories).map(({ territory: { names, code, kind, precincts }, depth }) => ({
    marked: precincts.includes(station),
    cells: [
      `${'\u2003'.repeat(depth)}${names[language]}`,
      `${screenText(language, `signed:value.${kind}`)}\n${code}`,
      stationRanges(precincts),
    ],
  }));
  const without = { marked: rest.includes(station), cells: [say('territories.rest'), '', stationRanges(rest)] };
  return [
    { part: 'heading', text: say('section.territories') },
    { part: 'text', text: say('territories.about') },
    {
      part: 'table',
      columns: [
        { title: say('column.territory'), share: 0.36 },
        { title: say('column.kind'), share: 0.2 },
        { title: say('column.stations'), share: 0.44 },
      ],
      rows: rest.length === 0 ? rows : [...rows, without],
    },
  ];
}

function ballots({ manifest: { election }, language }: ProofOf): readonly ProofPart[] {
  const say = sayer(language);
  const title: ProofPart = { part: 'section', title: say('section.ballots') };
  const sheets = sheetsOf(election, nodeCrypto);
  if (!sheets.ok) return [title, { part: 'text', text: say('ballots.none') }];
  return [
    { ...title, about: say('ballots.about') },
    ...sheets.value.styles.flatMap(({ id, title: name, constituency }): readonly ProofPart[] => {
      const laid = sheets.value.sheet(id, false);
      const where = election.constituencies.find((one) => one.id === constituency)?.names[language] ?? constituency;
      const caption = `${name[language]} · ${where}`;
      return laid.ok ? [{ part: 'sheet', caption, page: laid.value.page }] : [];
    }),
  ];
}

function slips({ manifest, sha256, voters, language }: ProofOf): readonly ProofPart[] {
  const say = sayer(language);
  return [
    { part: 'section', title: say('section.slips'), about: say('slips.about') },
    {
      part: 'slips',
      slips: proofSlips({
        ...{ manifest, sha256 },
        registered: Object.values(voters(manifest.station) ?? {}).reduce((sum, count) => sum + count, 0),
      }).map(({ kind, slip }) => ({ caption: say(`slip.${kind}`), slip })),
    },
  ];
}

function rules({ manifest: { policy }, language }: ProofOf): readonly ProofPart[] {
  const say = sayer(language);
  // Their texts have a section of their own.
  const { acts: _acts, ...rest } = policy;
  const said = saidPolicy({ ...rest, acts: { ...defaultPolicy.acts, atClose: policy.acts.atClose } }, language);
  const acts = screenText(language, 'signed:field.acts');
  return [
    { part: 'section', title: say('section.rules'), about: say('rules.about') },
    {
      part: 'table',
      columns: [
        { title: say('column.rule'), share: 0.52 },
        { title: say('column.value'), share: 0.26 },
        { title: say('column.shipped'), share: 0.22 },
      ],
      rows: said
        .map(({ where, now, shipped }) => ({ where: where.slice(where.indexOf('›') + 2), now, shipped }))
        .filter(({ where }) => !where.startsWith(`${acts} › ${screenText(language, 'signed:field.kinds')}`))
        .map(({ where, now, shipped }) => ({ marked: shipped !== null, cells: [where, now, shipped ?? ''] })),
    },
  ];
}

function texts({ manifest: { policy, election }, language }: ProofOf): readonly ProofPart[] {
  const say = sayer(language);
  const { help } = election;
  const known = new Map(defaultPolicy.acts.kinds.map((act) => [act.kind, JSON.stringify(act)]));
  const drawn = ({ kind, names, text, ...rest }: ActRule): readonly ProofPart[] => [
    { part: 'heading', text: `${three(names).replaceAll('\n', ' / ')}` },
    ...(known.get(kind) === JSON.stringify({ kind, names, text, ...rest })
      ? []
      : [{ part: 'text', text: `» ${say('acts.other')}`, bold: true } as const]),
    ...Object.values(text).map((one): ProofPart => ({ part: 'text', text: one })),
  ];
  const lines = [
    ...(help?.telephones ?? []).map(({ names, number }) => `${three(names).replaceAll('\n', ' / ')}: ${number}`),
    ...(help?.complaints
      ? [`${three(help.complaints.names)}\n${three(help.complaints.address)}\n${help.complaints.number ?? ''}`]
      : []),
  ];
  return [
    { part: 'section', title: say('section.acts') },
    { part: 'heading', text: say('help.title') },
    ...(lines.length === 0 ? [say('help.none')] : lines).map((text): ProofPart => ({ part: 'text', text })),
    ...(policy.acts.kinds.length === 0
      ? [{ part: 'text', text: say('acts.none') } as const]
      : policy.acts.kinds.flatMap(drawn)),
  ];
}

function changes({ changes: known, language }: ProofOf): readonly ProofPart[] {
  const say = sayer(language);
  const title = { part: 'section', title: say('section.changes') } as const;
  if (known === null) return [title, { part: 'text', text: say('changes.none') }];
  const { since, differences, list } = known;
  return [
    { ...title, about: say('changes.since', { version: String(since) }) },
    ...(list === null ? [] : listLines(list, say)),
    ...(differences.length === 0
      ? [{ part: 'text', text: say('changes.nothing') } as const]
      : [
          {
            part: 'table',
            columns: [
              { title: say('column.what'), share: 0.4 },
              { title: say('column.before'), share: 0.3 },
              { title: say('column.now'), share: 0.3 },
            ],
            rows: differences.map(({ where, before, now }) => ({ cells: [where, before, now] })),
          } as const,
        ]),
  ];
}

function listLines(
  { since, voters, added, removed, changed, renumbered }: ListChanges,
  say: Say,
): readonly ProofPart[] {
  const numbers = (key: string, all: readonly number[]): ProofPart => {
    const { text, left } = numberRanges(all, NUMBERS);
    const which = text === '' ? '' : ` (${text}${left > 0 ? ', …' : ''})`;
    return { part: 'text', text: `${say(key, { count: String(all.length) })}${which}` };
  };
  return [
    { part: 'text', text: say('list.voters', { before: String(since.voters), now: String(voters) }), bold: true },
    numbers('list.added', added),
    numbers('list.removed', removed),
    numbers(
      'list.changed',
      changed.map(({ number }) => number),
    ),
    { part: 'text', text: say('list.renumbered', { count: String(renumbered) }) },
  ];
}

function textToSign({ manifest, sha256, leftOut, language }: ProofOf): readonly ProofPart[] {
  const say = sayer(language);
  const { commission, election, station, version, created, devices, parts } = manifest;
  const name = precinctOf(election, station)?.names[language] ?? '';
  const count = parts.find((part) => part.name === 'register')?.count ?? 0;
  const row = (key: string, value: string, marked = false) => ({ marked, cells: [say(key), value] });
  const mode =
    election.mode === 'official' ? say('mode.official') : screenText(language, `parts:mode-name.${election.mode}`);
  return [
    { part: 'section', title: say('section.sign'), about: say('sign.about') },
    {
      part: 'table',
      columns: [
        { title: say('column.what'), share: 0.34 },
        { title: say('column.value'), share: 0.66 },
      ],
      rows: [
        row('sign.commission', commission.name),
        row('sign.election', three(election.names)),
        row('sign.mode', mode),
        row('sign.station', `№ ${station} · ${name}`),
        row('sign.version', String(version), true),
        row('sign.made', created),
        row('sign.voters', String(count), true),
        ...(leftOut === null ? [] : [row('sign.left-out', String(leftOut))]),
        row('sign.devices', devices.map(({ serial }) => serial).join(', ')),
        row('sign.name', groups(sha256, 16).toUpperCase(), true),
        ...parts.map(({ name: part, count: many, sha256: hash }) => ({
          cells: [
            say('sign.part', { part: say(`part.${part}`), count: String(many) }),
            groups(Buffer.from(hash, 'base64url').toString('hex'), 16).toUpperCase(),
          ],
        })),
        row('sign.words', fingerprintWords(Buffer.from(commission.root, 'base64url')).join(' '), true),
      ],
    },
    { part: 'signatures', who: [say('sign.first'), say('sign.second'), say('sign.seal')] },
  ];
}
