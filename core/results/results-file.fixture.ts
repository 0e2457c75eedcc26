import { readFileSync } from 'node:fs';
import { nodeCrypto } from '../../main/crypto/node.ts';
import { toBase64url, toHex } from '../crypto/encoding.ts';
import { electionSchema } from '../election/election.ts';
import { resultsDefault } from '../election/policy-results.ts';
import { differences } from './balance.ts';
import { fillForm, handKey, type Known } from './figures.ts';
import { historicalForm } from './historical-form.ts';
import { differencesText, type ProtocolContent, type ProtocolSaid, protocolContent } from './protocol.ts';
import { protocolCode, protocolHash } from './protocol-code.ts';
import { type UnsignedResults, writeResultsFile } from './results-file.ts';
import type { ResultsTrust } from './results-trust.ts';

/** Results files of station 0001 of the demo election, with invented numbers, made by the functions of the zone. */
const file = new URL('../../assets/demo/election.json', import.meta.url);
export const election = electionSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const secret = new Uint8Array(32).fill(7);
export const sign = (message: Uint8Array) => nodeCrypto.ed25519Sign(message, secret);
export const signByAnother = (message: Uint8Array) => nodeCrypto.ed25519Sign(message, new Uint8Array(32).fill(9));
export const hashOf = (bytes: Uint8Array): string => toHex(nodeCrypto.sha256(bytes));

const [style] = election.papers?.styles ?? [];
if (!style) throw new Error('the demo election has no ballots');
export const own = style.id;

export const trust: ResultsTrust = {
  ...{ election, station: '0001', policy: resultsDefault, packages: ['ab'.repeat(32)] },
  devices: [
    {
      ...{ device: 'd-box', key: 'k-box', station: '0001' },
      signing: toBase64url(nodeCrypto.ed25519PublicKey(secret)),
    },
  ],
};

export const known: Known = {
  identification: { 'voters-in-list': 500, admitted: 412, 'admitted-in-room': 400, 'admitted-outside': 12 },
  ballots: {
    sheets: { box: 399, mobile: 12, valid: 401, invalid: 10 },
    votes: { deputy: { 'c-1': 201, 'c-2': 100, 'c-3': 50, 'c-4': 30, 'c-5': 10, 'c-6': 5, 'against-all': 5 } },
  },
  typed: { received: 1_519, early: 0, 'in-room': 400, outside: 12, cancelled: 1_100, spoiled: 7 },
  byHand: {},
};
const persons = ['p-0', 'p-2'];
const signers = (['chair', 'secretary', 'member'] as const).map((role, at) => ({
  ...{ person: `p-${at}`, role, name: `Тестова Айгүл ${at}` },
}));

/** A version of the protocol with these numbers. @param before the one that it corrects */
export function version(numbers: Partial<Known> = {}, before: ProtocolContent | null = null): ProtocolContent {
  const lines = fillForm(historicalForm, style as NonNullable<typeof style>, { ...known, ...numbers });
  const said: ProtocolSaid = {
    discrepancies: { paper: { words: 'Бир бюллетень жоголгон', persons, left: 1_520, right: 1_519 } },
    counts: { how: 'recounted', words: 'Кайра саналды', persons, differences: differencesText(lines) },
  };
  const of = {
    ...{ election: election.id, mode: election.mode, station: '0001', sitting: '2023-10-08-1' },
    ...{ package: 'ab'.repeat(32), style: own },
  };
  const content = protocolContent(of, historicalForm, lines, said, {
    ...{ at: '2023-10-08T21:07+06:00', fewerThan: null, signers, dissents: [] },
    version: (before?.version ?? 0) + 1,
    corrects: before && { sha256: toHex(protocolHash(before, nodeCrypto)), words: 'Саноодон ката табылды', persons },
  });
  // Where both counts agree nobody has explained anything.
  return differences(lines).length > 0 ? content : { ...content, counts: null };
}

/** As somebody counted it by hand: one vote for the second that the machine gave to the first. */
export const byHand = { [handKey('deputy', 'c-1')]: 200, [handKey('deputy', 'c-2')]: 101 };

export const signed = (content: ProtocolContent, key = 'k-box', by = sign) => ({
  ...{ content, code: protocolCode(content, key, nodeCrypto, by) },
});

/** The head of a file with these versions of its one protocol. */
export const headOf = (versions: readonly ProtocolContent[], more: Partial<UnsignedResults> = {}): UnsignedResults => ({
  ...{ v: 1, kind: 'results', election: election.id, mode: election.mode, station: '0001', sitting: '2023-10-08-1' },
  ...{ package: 'ab'.repeat(32), device: 'd-box', key: 'k-box', number: 1, previous: null },
  ...{ at: '2023-10-08T21:20+06:00', closedAt: '2023-10-08T20:03:11.250+06:00' },
  boxes: [
    { box: 'box-1', kind: 'stationary', sheets: 399 },
    { box: 'm-1', kind: 'mobile', sheets: 12 },
  ],
  counted: 411,
  protocols: [{ protocol: own, versions: versions.map((one) => signed(one)), dissents: [] }],
  images: [],
  journal: { seq: 41, hash: 'cd'.repeat(32) },
  ...more,
});

/** The file as bytes. */
export const fileOf = (head: UnsignedResults, images: readonly Uint8Array[] = [], by = sign): Uint8Array =>
  Buffer.concat(writeResultsFile(head, images, by));

/** An image of the only page of a version. */
export const imageOf = (bytes: Uint8Array, of: number, page = 1, pages = 1): UnsignedResults['images'][number] => ({
  ...{ what: { of: 'protocol', protocol: own, version: of }, page, pages, type: 'image/png' },
  ...{ bytes: bytes.length, sha256: hashOf(bytes) },
});
