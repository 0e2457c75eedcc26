import type { ResultsHead } from '../../../core/results/results-file.ts';
import type { ResultsFinding, ResultsFindingCode, ResultsReport } from '../../../core/results/results-findings.ts';
import type { Manifest } from '../../package/format.ts';

const verdicts = {
  sound: 'IN ORDER: what the station’s commission signed, whole, and its numbers agree.',
  refused: 'REFUSED: this is not, or not provably, what the station’s commission signed. Nothing of it counts.',
  incomplete: 'INCOMPLETE: genuine, but something is missing.',
  unbalanced: 'DOES NOT BALANCE: genuine and whole, but its numbers do not agree.',
} as const satisfies Readonly<Record<ResultsReport['verdict'], string>>;

/** What each finding says; `at`, `found` and `expected` are put behind it where it has them. */
const words = {
  'not-results': 'this is no results file, or it was changed',
  'too-large': 'it is larger than any results file',
  truncated: 'its end is missing',
  'image-altered': 'an image in it was changed',
  'unknown-device': 'no device of this station sealed it (where the package does not name the ballot zone, --log does)',
  'bad-signature': 'the signature is not by that device',
  'other-election': 'it is of another election or mode',
  'other-station': 'it is of another station',
  'other-sitting': 'the election has no such sitting in the room',
  'other-package': 'it was made with a package that is not the commission’s',
  'before-close': 'it says that it was closed or signed before voting ended',
  'protocol-twice': 'a protocol is there twice',
  'unknown-protocol': 'the election has no such ballot',
  'protocol-forged': 'its code is not by that device, or is of other numbers',
  'versions-broken': 'this version does not follow from the one before it',
  'other-form': 'its lines are not those of the form',
  'number-wrong': 'a number does not follow from those that it is made of',
  'image-of-nothing': 'an image is of a version that is not there',
  'signer-unknown': 'somebody signed who may not',
  'version-gone': 'a version that was signed before is missing',
  'not-later': 'it does not follow the file before it',
  'protocol-missing': 'a protocol is missing',
  'number-missing': 'a number is missing',
  'signers-missing': 'signatures are missing',
  'deciders-missing': 'fewer persons decided the correction than the policy names',
  'pages-missing': 'images of signed pages are missing',
  'ratio-broken': 'a control ratio does not hold',
  'counts-differ': 'machine and hand differ, and nobody says why',
  'more-than-list': 'more than 100 % of the list',
  'more-votes': 'more votes than valid ballots',
  'boxes-differ': 'the sheets of the boxes and those that were counted differ',
  'counts-explained': 'machine and hand differ, and it is explained',
  corrected: 'it was corrected; the versions before are in the file',
  'few-ballots': 'so few ballots that their numbers leave sealed to the centre alone',
  dissent: 'somebody of the commission does not agree',
  'recount-differs': 'a recount through the scanner came to other numbers',
} as const satisfies Readonly<Record<ResultsFindingCode, string>>;

/** A report for a terminal. */
export function sayReport(
  file: string,
  { verdict, findings, file: read }: ResultsReport,
  { election }: Pick<Manifest, 'election'>,
): readonly string[] {
  return [
    `${file}: ${verdicts[verdict]}`,
    ...(read ? sayHead(read.head, election) : []),
    ...findings.map((one) => `  ${one.weight === 'note' ? 'note' : 'FOUND'}: ${sayFinding(one)}`),
  ];
}

function sayFinding({ finding, protocol, version, at, found, expected, said }: ResultsFinding): string {
  const where = [
    ...(protocol === undefined ? [] : [version === undefined ? protocol : `${protocol} (version ${version})`]),
    ...(at === undefined ? [] : [at]),
  ].join(', ');
  const numbers = [
    ...(found === undefined || found === '' ? [] : [`${found} there`]),
    ...(expected === undefined || expected === '' ? [] : [`${expected} expected`]),
  ].join(', ');
  return [
    `${words[finding]}${where === '' ? '' : `: ${where}`}`,
    ...(numbers === '' ? [] : [` (${numbers})`]),
    ...(said === undefined ? [] : [`, said: “${said}”`]),
    ` [${finding}]`,
  ].join('');
}

function sayHead(head: ResultsHead, election: Manifest['election']): readonly string[] {
  const { station, sitting, number, at, device, counted, boxes, images, protocols } = head;
  const inBoxes = boxes.map(({ box, kind, sheets }) => `${box} (${kind}) ${sheets}`).join(', ');
  return [
    `  station ${station}, sitting ${sitting}, file ${number} of ${at}, sealed by ${device}`,
    `  sheets: ${counted} counted; boxes: ${inBoxes}; images of pages: ${images.length}`,
    ...protocols.flatMap(({ versions }) =>
      versions.flatMap(({ content }) => sayVersion(content, versions.length, election)),
    ),
  ];
}

type Content = ResultsHead['protocols'][number]['versions'][number]['content'];

function sayVersion(content: Content, versions: number, election: Manifest['election']): readonly string[] {
  const { style, version, at, lines, signers, corrects, fewerThan } = content;
  const options = new Map(
    (election.papers?.styles ?? []).flatMap(({ id, parts }) =>
      id === style ? parts.flatMap((part) => part.options.map((one) => [one.id, one.names.ky] as const)) : [],
    ),
  );
  const of = versions === 1 ? '' : `, version ${version} of ${versions}`;
  const who = signers.map(({ name, role }) => `${name} (${role})`).join(', ');
  const show = (value: number | null): string => (value === null ? '—' : String(value));
  return [
    `  ${style}${of}, signed ${at} by ${who}`,
    ...(corrects === null ? [] : [`    corrects the version before: “${corrects.words}”`]),
    ...(fewerThan === null ? [] : [`    fewer than ${fewerThan} ballots: numbers sealed`]),
    // The numbers of the versions before stand in --json.
    ...(version < versions ? [] : lines).flatMap(({ number, line, value, options: each }) => [
      `    ${number.padStart(4)} ${line}: ${show(value)}`,
      ...each.map((one) => `         ${options.get(one.option) ?? one.option}: ${show(one.value)}`),
    ]),
  ];
}
