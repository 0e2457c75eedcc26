import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { toHex, utf8 } from '../../core/crypto/encoding.ts';
import { type Election, electionSchema } from '../../core/election/election.ts';
import { resultsDefault } from '../../core/election/policy-results.ts';
import { openKiosk, type Writer, writerKey } from '../../core/hub/journal.fixture.ts';
import type { JournalName } from '../../core/hub/names.ts';
import type { ResultsState } from '../../core/hub/results-state.ts';
import { differences } from '../../core/results/balance.ts';
import { fillForm, handKey, type Known } from '../../core/results/figures.ts';
import { differencesText, type ProtocolContent, protocolContent } from '../../core/results/protocol.ts';
import { protocolCode, protocolHash } from '../../core/results/protocol-code.ts';
import { type ResultsImage, type UnsignedResults, writeResultsFile } from '../../core/results/results-file.ts';
import { signedProtocol, signedSvg, stampedSlip } from '../../core/results/signed-paper.fixture.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { scanned } from '../images/scanned.fixture.ts';
import type { Saying } from './results-uplink.ts';

/**
 * The results of a whole country's night, for tests and the named run: stations of an election with invented numbers, each
 * with a kiosk's journal and the files that its ballot zone seals by the product's own functions. What is to come of them is
 * known beforehand.
 */
export interface Night {
  readonly election: Election;
  readonly sitting: string;
  readonly stations: readonly NightStation[];
  /** By style, then by option: votes of all stations whose numbers are in order. */
  readonly truth: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface NightStation {
  readonly name: JournalName;
  readonly writer: Writer;
  /** Way of its files. */
  readonly way: 'link' | 'stick';
  /** Those of its ballot zone, the first one first. */
  readonly files: readonly Uint8Array[];
  /** Comes besides, and is nobody's. */
  readonly forged: Uint8Array | null;
  readonly expected: ResultsState;
}

/** How many of the stations are what; each of them is another one. */
export interface NightPlan {
  readonly stations: number;
  readonly stick: number;
  readonly unbalanced: number;
  readonly corrected: number;
  readonly forged: number;
  /** Bytes of a scanned page in each file that is no picture; or pages as they are printed, signed and scanned. */
  readonly scans: number | 'drawn';
  readonly seed: string;
}

const demo = new URL('../../assets/demo/election.json', import.meta.url);
const SITTING = '2023-10-08-1';
const PACKAGE = 'ab'.repeat(32);

export function nightOf(plan: NightPlan): Night {
  const election = electionOf(plan.stations);
  const draw = drawsOf(plan.seed);
  const stations: NightStation[] = [];
  const truth: Record<string, Record<string, number>> = {};
  for (const [at, { number, constituency }] of election.precincts.entries()) {
    const of = { election, station: number, constituency: constituency ?? '', draw };
    // One kind after the other, from the first station on.
    const kinds = ['unbalanced', 'corrected', 'forged', 'stick'] as const;
    let rest = at;
    const kind = kinds.find((one) => {
      if (rest < plan[one]) return true;
      rest -= plan[one];
      return false;
    });
    const station = stationOf(of, kind ?? 'plain', plan.scans);
    stations.push(station.station);
    if (station.votes === null) continue;
    const sum = truth[station.style] ?? {};
    truth[station.style] = sum;
    for (const [option, n] of Object.entries(station.votes)) sum[option] = (sum[option] ?? 0) + n;
  }
  return { election, sitting: SITTING, stations, truth };
}

/** The demo election with so many stations in turn in its constituencies, and by their numbers in one of two territories. */
export function electionOf(stations: number): Election {
  const election = electionSchema.parse(JSON.parse(readFileSync(demo, 'utf8')));
  const [first] = election.precincts;
  if (!first) throw new Error('the demo election has no station');
  const precincts = Array.from({ length: stations }, (_, at) => ({
    ...{ ...first, kind: 'home' as const, number: String(at + 1).padStart(4, '0') },
    constituency: election.constituencies[at % election.constituencies.length]?.id ?? null,
  }));
  const territory = (code: string, parent: string | null, isIn: (number: string) => boolean) => ({
    ...{ code, kind: 'rayon', names: { ky: code, ru: code, en: code }, parent },
    precincts: precincts.flatMap(({ number }) => (isIn(number) ? [number] : [])),
  });
  const isEven = (number: string): boolean => Number(number) % 2 === 0;
  const territories = [
    territory('whole', null, () => false),
    territory('even', 'whole', isEven),
    territory('odd', 'whole', (number) => !isEven(number)),
  ];
  return electionSchema.parse({ ...election, precincts, territories });
}

/** Whole numbers below a bound, the same ones for the same seed. */
function drawsOf(seed: string): (below: number) => number {
  let n = 0;
  return (below) => {
    n += 1;
    return createHash('sha256').update(`${seed}/${n}`).digest().readUInt32BE(0) % below;
  };
}

interface Of {
  readonly election: Election;
  readonly station: string;
  readonly constituency: string;
  readonly draw: (below: number) => number;
}

function stationOf(of: Of, kind: 'plain' | 'stick' | 'unbalanced' | 'corrected' | 'forged', scans: NightPlan['scans']) {
  const { election, station, constituency, draw } = of;
  const device = `k-${station}`;
  const name = { election: election.id, mode: election.mode, station, device };
  const writer = openKiosk(name, nodeCrypto, writerKey(secretOf(device), nodeCrypto));
  const zone = { device: `z-${station}`, key: 'z1', secret: secretOf(`z-${station}`) };
  const signing = toHex(nodeCrypto.ed25519PublicKey(zone.secret));
  writer.write('ballot-zone.paired', { device: zone.device, key: zone.key, signing });
  const style = election.papers?.styles.find((one) => one.constituency === constituency);
  const [part] = style?.parts ?? [];
  if (!style || !part) throw new Error(`no ballot for ${constituency}`);

  const votes = Object.fromEntries(part.options.map(({ id }) => [id, 20 + draw(120)]));
  const valid = Object.values(votes).reduce((sum, n) => sum + n, 0);
  const invalid = draw(20);
  const sheets = valid + invalid;
  const listed = sheets + 1 + draw(700);
  const known: Known = {
    identification: { 'voters-in-list': listed, admitted: sheets, 'admitted-in-room': sheets, 'admitted-outside': 0 },
    ballots: { sheets: { box: sheets, mobile: 0, valid, invalid }, votes: { [part.id]: votes } },
    typed: { received: listed, early: 0, 'in-room': sheets, outside: 0, cancelled: listed - sheets, spoiled: 0 },
    byHand: {},
  };
  // One ballot lies in no heap: a ratio of the form is broken, whatever persons say of it.
  const wrong: Known = { ...known, typed: { ...known.typed, cancelled: listed - sheets - 1 } };
  const [first, second] = part.options.map(({ id }) => id);
  if (first === undefined || second === undefined) throw new Error('a ballot of one option');
  const byHand = {
    [handKey(part.id, first)]: (votes[first] ?? 0) - 1,
    [handKey(part.id, second)]: (votes[second] ?? 0) + 1,
  };

  const say = (numbers: Known, before: ProtocolContent | null): ProtocolContent => {
    const lines = fillForm(resultsDefault.form, style, numbers);
    const persons = ['p-0', 'p-2'];
    const of = {
      election: election.id,
      mode: election.mode,
      station,
      sitting: SITTING,
      package: PACKAGE,
      style: style.id,
    };
    const said = {
      discrepancies: { paper: { words: 'Бир бюллетень жоголгон', persons, left: listed - 1, right: listed } },
      counts: { how: 'recounted' as const, words: 'Кайра саналды', persons, differences: differencesText(lines) },
    };
    const content = protocolContent(of, resultsDefault.form, lines, said, {
      ...{ at: `2023-10-08T2${before ? 2 : 1}:07+06:00`, fewerThan: null, dissents: [] },
      signers: (['chair', 'secretary', 'member'] as const).map((role, at) => ({
        ...{ person: `p-${at}`, role, name: `Тестова Айгүл ${at}` },
      })),
      version: (before?.version ?? 0) + 1,
      corrects: before && {
        ...{ sha256: toHex(protocolHash(before, nodeCrypto)), words: 'Саноодон ката табылды', persons },
      },
    });
    return differences(lines).length > 0 ? content : { ...content, counts: null };
  };
  const signed = (content: ProtocolContent, key: Uint8Array) => ({
    content,
    code: protocolCode(content, zone.key, nodeCrypto, (message) => nodeCrypto.ed25519Sign(message, key)),
  });
  const imagesOf = (contents: readonly ProtocolContent[]): readonly Scan[] =>
    scans === 'drawn'
      ? contents.flatMap((content) => drawnScans(content, signed(content, zone.secret).code, election, sheets))
      : fillerScans(style.id, Buffer.alloc(scans, createHash('sha256').update(station).digest()));
  const seal = (contents: readonly ProtocolContent[], number: number, previous: Uint8Array | null, key: Uint8Array) => {
    const images = imagesOf(contents);
    const head: UnsignedResults = {
      ...{ v: 1, kind: 'results', election: election.id, mode: election.mode, station, sitting: SITTING },
      ...{ package: PACKAGE, device: zone.device, key: zone.key, number },
      previous: previous && hashOf(previous),
      ...{ at: `2023-10-08T2${number}:20+06:00`, closedAt: '2023-10-08T20:03:11.250+06:00' },
      boxes: [{ box: 'box-1', kind: 'stationary', sheets }],
      counted: sheets,
      protocols: [
        {
          ...{ protocol: style.id, dissents: [] },
          versions: contents.map((content) => signed(content, key)),
        },
      ],
      images: images.map(({ image }) => image),
      journal: { seq: 41, hash: 'cd'.repeat(32) },
    };
    const sign = (message: Uint8Array) => nodeCrypto.ed25519Sign(message, key);
    return Buffer.concat(
      writeResultsFile(
        head,
        images.map(({ bytes }) => bytes),
        sign,
      ),
    );
  };

  const contents = [say(kind === 'unbalanced' ? wrong : known, null)];
  const files = [seal(contents, 1, null, zone.secret)];
  if (kind === 'corrected') {
    contents.push(
      say(
        {
          ...known,
          byHand: {
            ...Object.fromEntries(part.options.map(({ id }) => [handKey(part.id, id), votes[id] ?? 0])),
            ...byHand,
          },
        },
        contents[0] ?? null,
      ),
    );
    files.push(seal(contents, 2, files[0] ?? null, zone.secret));
    // By hand one vote was another's.
    votes[first] = (votes[first] ?? 0) - 1;
    votes[second] = (votes[second] ?? 0) + 1;
  }
  const states = {
    plain: 'arrived',
    stick: 'arrived',
    unbalanced: 'does-not-balance',
    corrected: 'corrected',
    forged: 'forged',
  } as const;
  const station2: NightStation = {
    ...{ name, writer, way: kind === 'stick' ? 'stick' : 'link', expected: states[kind] },
    // Somebody else's key under the zone's name, and instead of its file.
    forged: kind === 'forged' ? seal([say(known, null)], 1, null, secretOf('somebody')) : null,
    files: kind === 'forged' ? [] : files,
  };
  const inOrder = kind !== 'unbalanced' && kind !== 'forged';
  return { station: station2, style: style.id, votes: inOrder ? votes : null };
}

interface Scan {
  readonly image: ResultsImage;
  readonly bytes: Uint8Array;
}

const scanOf = (of: Pick<ResultsImage, 'what' | 'page' | 'pages'>, bytes: Uint8Array): Scan => ({
  image: { ...of, type: 'image/png', bytes: bytes.length, sha256: hashOf(bytes) },
  bytes,
});

/** A page that nobody can see anything on. */
const fillerScans = (protocol: string, bytes: Uint8Array): readonly Scan[] =>
  bytes.length === 0 ? [] : [scanOf({ what: { of: 'protocol', protocol, version: 1 }, page: 1, pages: 1 }, bytes)];

/** The pages of a version, and with the first one the slip of the box. */
function drawnScans(content: ProtocolContent, code: string, election: Election, sheets: number): readonly Scan[] {
  const hash = toHex(protocolHash(content, nodeCrypto));
  const papers = [
    ...signedProtocol(content, { election, form: resultsDefault.form, hash, code }),
    ...(content.version === 1 ? [stampedSlip(content, election, sheets)] : []),
  ];
  return papers.map((paper) => {
    const { what, page, pages } = paper;
    return scanOf({ what, page, pages }, scanned(signedSvg(paper)));
  });
}

const hashOf = (bytes: Uint8Array): string => toHex(nodeCrypto.sha256(bytes));
/** A key that is no secret, by the name of its device. */
export const secretOf = (name: string): Uint8Array => nodeCrypto.sha256(utf8(`key of ${name}`));

/** A way to the hub on which so many of a hundred messages are lost in each direction. */
export const losing =
  (say: Saying, percent: number, chance: () => number): Saying =>
  async (text, wait) => {
    const isLost = (): boolean => chance() * 100 < percent;
    const answer = isLost() ? null : await say(text, wait);
    if (answer !== null && !isLost()) return answer;
    // Whoever waits does not know it.
    await new Promise((resolve) => setTimeout(resolve, wait));
    return null;
  };
