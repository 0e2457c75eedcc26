import en from '../../../assets/locales/en/signed.json' with { type: 'json' };
import ky from '../../../assets/locales/ky/signed.json' with { type: 'json' };
import ru from '../../../assets/locales/ru/signed.json' with { type: 'json' };
import { ok } from '../../../core/problem/result.ts';
import type {
  MakingRows,
  MakingView,
  PackageActRow,
  PackageDetail,
  PackageRow,
  PackagesView,
} from '../../../main/api/console-views.ts';
import type { ProofSheets } from '../proof-sheets.ts';

/** Packages at the console, as a recorded one shows them. */
const making: MakingView = {
  ...{
    id: '2025-11-28T1010-001',
    source: 'TAANUU-USB',
    state: 'made',
    rows: 0,
    taken: 5_214,
    leftOut: 6,
    unusable: 31,
  },
  ...{ stations: 4, made: 3, failed: 1, now: null, problem: null },
};

const acts: readonly PackageActRow[] = [
  { n: 6, at: '2025-11-30T09:12:00Z', act: 'out', about: 'TAANUU-USB: 7', sha256: null },
  { n: 5, at: '2025-11-30T09:08:00Z', act: 'signed', about: '0003', sha256: '9f86d081884c7d65'.repeat(4) },
  { n: 4, at: '2025-11-30T08:40:00Z', act: 'proof', about: '0001', sha256: '4f1c09d27be3a551'.repeat(4) },
  { n: 3, at: '2025-11-30T08:31:00Z', act: 'failed', about: '0004', sha256: null },
  { n: 2, at: '2025-11-30T08:30:00Z', act: 'made', about: '0001, 3', sha256: '4f1c09d27be3a551'.repeat(4) },
  { n: 1, at: '2025-11-30T08:22:00Z', act: 'began', about: 'TAANUU-USB', sha256: null },
].map((act, at) => ({
  ...(act as Omit<PackageActRow, 'who'>),
  who: at === 1 ? ['Борборова Айгерим', 'Борборов Тилек'] : ['Борборова Айгерим'],
}));

export const packagesAt = (more: Partial<MakingView> | null, signs: PackagesView['signs'] = 'here'): PackagesView => ({
  ...{ signs, acts: more === null ? [] : acts },
  making: more === null ? null : { ...making, ...more },
});

const row = (station: string, version: number, voters: number, incomplete: number): PackageRow => ({
  ...{ station, state: 'made', version, voters, incomplete, problem: null, bytes: voters * 27_800 },
  differences: [1, 2, 3, 4, 5]
    .filter((back) => back < version)
    .map((back) => ({ since: version - back, bytes: 410_000 + back * 240_000 })),
});

export const makingRows: MakingRows = {
  id: making.id,
  packages: [
    {
      ...{ station: '0004', state: 'failed', version: null, voters: null, incomplete: null },
      ...{ bytes: null, differences: [] },
      problem: { code: 'command.no-device', params: { station: '0004' } },
    },
    row('0001', 3, 2_114, 12),
    row('0002', 3, 1_720, 19),
    row('0003', 2, 1_380, 0),
  ],
  leftOut: [
    { row: 17, field: 'fingers', reason: 'finger 7: its image is damaged; taken without', taken: true },
    { row: 204, field: 'birthDate', reason: 'not an ISO date', taken: false },
    { row: 388, field: 'pin', reason: 'comes twice', taken: false },
    { row: 901, field: 'precinct', reason: 'not in the table of precincts', taken: false },
    { row: 1_412, field: 'photo', reason: 'more than 50000 bytes; taken without', taken: true },
    { row: 2_030, field: 'quotes', reason: 'a quote is not closed in its line', taken: false },
  ],
  report: '/var/lib/taanuu-console/packages/2025-11-28T1010-001/left-out.csv',
};

const detail: Omit<PackageDetail, 'sha256' | 'words'> = {
  row: makingRows.packages[1] as PackageRow,
  parts: [{ name: 'register', count: 2_114, sha256: '9f86d081884c7d65'.repeat(4) }],
  changes: {
    since: 2,
    list: {
      since: { version: 2, list: { stage: 'control', version: 1, date: '2025-11-10' }, voters: 2_109 },
      ...{ voters: 2_114, added: [2_110, 2_111, 2_112, 2_113, 2_114, 2_115, 2_116], removed: [12, 944], renumbered: 3 },
      changed: [{ number: 44, former: 44, fields: ['address'] }],
    },
    differences: [],
  },
};

/** What has changed, as the console says it in the language of the page. */
const differences = () => {
  const words = { ky, ru, en }[document.documentElement.lang as 'ky' | 'ru' | 'en'];
  const said = (...fields: readonly (keyof typeof words)[]): string => fields.map((one) => words[one]).join(' › ');
  return [
    { where: said('field.lock', 'field.waitSeconds'), before: '4', now: '6' },
    { where: said('field.help', 'field.telephones', 'field.number'), before: '0000 11 22 33', now: '0000 44 55 66' },
  ];
};

/** Sheets of the product's own proof, drawn where the gallery is built: `proofSheets`. */
declare const PROOF_SHEETS: ProofSheets;

const sheets = () => PROOF_SHEETS.sheets[document.documentElement.lang as 'ky' | 'ru' | 'en'];

export const packagesAnswers: Readonly<Record<string, (input: { readonly n: number }) => unknown>> = {
  'packages.sources': () => [
    { path: '/media/console/TAANUU-USB', name: 'TAANUU-USB', stick: true },
    { path: '/srv/lists', name: 'lists', stick: false },
  ],
  'packages.targets': () => [{ path: '/media/console/KINGSTON', name: 'KINGSTON', stick: true }],
  'packages.look': () => {
    const { sha256, words } = PROOF_SHEETS;
    const changes = detail.changes && { ...detail.changes, differences: differences() };
    return ok({ ...detail, sha256, words, changes });
  },
  'packages.proof': () =>
    ok({ pages: sheets().pages, file: '/var/lib/taanuu-console/packages/2025-11-28T1010-001/0001-proof.pdf' }),
  'packages.page': ({ n }) => (n === sheets().pages ? sheets().last : sheets().first),
  'packages.sign': () => ok({ signed: 3 }),
  'packages.out': () => ok({ files: ['parliament-2025-0001-v3.taanuu'] }),
};
