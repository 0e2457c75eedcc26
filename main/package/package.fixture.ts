import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../core/election/common.ts';
import type { Election } from '../../core/election/election.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import { canonical } from '../../core/journal/canonical.ts';
import { formatPin } from '../../core/person/pin.ts';
import { makeCodeKey } from '../access/code.ts';
import { type DeviceKeys, deviceRequest, openKeys } from '../access/keys.ts';
import type { Credential } from '../api/identification.ts';
import { openRegister, type Register } from '../identification/register/register.ts';
import { unlockWith } from '../identification/register/unlock.ts';
import { type Commission, openCommission } from './commission.ts';
import { MAGIC, SIGNATURE_CONTEXT } from './format.ts';
import { type PackageContents, type Written, writePackage } from './writer.ts';

/** A small election for tests of packages and registers: one commission, one device, four voters. */
const words = (ky: string) => ({ ky, ru: ky, en: ky });

export const election: Election = {
  id: 'probe',
  mode: 'laboratory',
  demo: true,
  label: null,
  names: words('Сыноо'),
  zone: 'Asia/Bishkek',
  day: { date: '2023-10-08', open: '08:00', close: '20:00' },
  outside: null,
  list: { stage: 'final', version: 1, date: '2023-09-28' },
  constituencies: [
    { id: 'k1', names: words('№ 1'), seats: 7 },
    { id: 'k2', names: words('№ 2'), seats: 7 },
  ],
  precincts: [
    { number: '0001', names: words('№ 0001'), address: words('Саруу'), constituency: 'k1', kind: 'home', zone: null },
    {
      number: '0002',
      names: words('№ 0002'),
      address: words('Жалгыз-Өрүк'),
      constituency: 'k2',
      kind: 'home',
      zone: null,
    },
  ],
  ballots: [
    {
      id: 'deputies',
      names: words('Депутаттар'),
      constituencies: ['k1', 'k2'],
      declinable: false,
      medium: { home: 'paper', remote: 'panel' },
    },
  ],
  languages: ['ky', 'ru'],
  source: null,
};

/** A voter without anything special; `n` makes record, number and PIN. */
export function voter(n: number, change: Partial<RegisterRecord> = {}): RegisterRecord {
  return {
    record: `r${n}`,
    number: n,
    surname: 'Тестова',
    given: 'Айгүл',
    patronymic: null,
    sex: 'female',
    birthDate: '1990-01-01',
    pin: formatPin({ sex: 'female', birthDate: '1990-01-01' }, n),
    documents: [{ number: `ID${String(n).padStart(7, '0')}`, expires: '2030-01-01' }],
    address: 'Саруу',
    precinct: '0001',
    constituency: 'k1',
    remote: false,
    votesAt: null,
    admitted: null,
    photo: null,
    fingers: [],
    ...change,
  };
}

export const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG, as far as a test cares')]);

export const voters: readonly RegisterRecord[] = [
  voter(1, {
    photo: png.toString('base64'),
    fingers: [
      { finger: 2, quality: 80, template: Buffer.from('template of finger 2').toString('base64') },
      { finger: 7, quality: 60, template: Buffer.from('template of finger 7').toString('base64') },
    ],
  }),
  voter(2, { surname: 'Ѳмүрбекова', given: 'Жумагүл', patronymic: 'Асан кызы' }),
  voter(3, { surname: 'Бакыт уулу', given: 'Нурлан', documents: [] }),
  voter(4, { surname: 'Оморова', given: 'Жамал', admitted: { how: 'outside', date: '2023-10-07', station: '0001' } }),
];

/** Codes of the two who open the station. */
export const codes = { chair: '493817', member: '582946' } as const;
export const credentials: readonly Credential[] = Object.entries(codes).map(([person, code]) => ({ person, code }));

/** Those two, with keys that cost a test little. */
export async function peopleOf(): Promise<readonly PersonEntry[]> {
  return Promise.all(
    (['chair', 'member'] as const).map(async (role) => {
      const code = await makeCodeKey(codes[role], { n: 1024, r: 8, p: 1 });
      return { id: role, role, station: '0001', name: role, code, defaultCode: false };
    }),
  );
}

/** The code of everybody else at the station. */
export const otherCode = '730518';

/** Those two and others, by id and role, who all have the other code. */
export async function peopleWith(others: Readonly<Record<string, Role>>): Promise<readonly PersonEntry[]> {
  const code = await makeCodeKey(otherCode, { n: 1024, r: 8, p: 1 });
  const more = Object.entries(others).map(([id, role]) => ({
    id,
    role,
    station: '0001',
    name: id,
    code,
    defaultCode: false,
  }));
  return [...(await peopleOf()), ...more];
}

/** The two at the desk: the operator, and the member who was drawn to identify with her. */
export const atDesk: readonly Credential[] = [
  { person: 'officer', code: otherCode },
  { person: 'member', code: codes.member },
];

/** A register as its people have opened it. */
export async function openedByPeople(stateDir: string, keys: DeviceKeys, name: string): Promise<Register> {
  const locked = openRegister(stateDir, keys, name, null);
  if (!locked.ok) throw new Error(locked.error.code);
  const unlocked = await unlockWith(stateDir, keys, locked.value, credentials);
  if (!unlocked.ok) throw new Error(unlocked.error.code);
  return unlocked.value.register;
}

export interface Station {
  readonly dir: string;
  readonly commission: Commission;
  readonly keys: DeviceKeys;
  /** Writes a package for this station; anything of its contents can be changed. */
  write(name: string, change?: Partial<PackageContents>): Promise<Written & { readonly path: string }>;
  remove(): void;
}

/**
 * A commission and one registered device in a fresh folder.
 * @param made whether both say that they are a demonstration's
 */
export async function makeStation(
  made: { readonly demo: boolean; readonly device: 'real' | 'simulated' } = { demo: true, device: 'simulated' },
): Promise<Station> {
  const dir = mkdtempSync(join(tmpdir(), 'taanuu-package-'));
  const commission = openCommission(join(dir, 'commission'), 'Сыноо комиссиясы', made.demo);
  const opened = await openKeys(join(dir, 'device'));
  if (!opened.ok) throw new Error(opened.error.code);
  const keys = opened.value;
  const registered = await commission.register(deviceRequest(keys, made.device === 'simulated'), '0001');
  if (!registered.ok) throw new Error(registered.error.code);
  keys.trustCommission(commission.trust);
  return {
    dir,
    commission,
    keys,
    async write(name, change = {}) {
      const path = join(dir, name);
      const written = await writePackage(path, commission, {
        election,
        policy: defaultPolicy,
        station: '0001',
        version: 1,
        devices: await commission.devices(),
        people: await peopleOf(),
        records: voters,
        created: '2023-10-01T00:00:00Z',
        ...change,
      });
      return { ...written, path };
    },
    remove: () => rmSync(dir, { recursive: true }),
  };
}

/** A package with a changed manifest, signed again by the commission itself. */
export function resign(
  bytes: Buffer,
  commission: Commission,
  change: (manifest: Record<string, unknown>) => void,
): Buffer {
  const length = bytes.readUInt32BE(MAGIC.length);
  const start = MAGIC.length + 4;
  const manifest = JSON.parse(bytes.subarray(start, start + length).toString()) as Record<string, unknown>;
  change(manifest);
  const text = Buffer.from(canonical(manifest));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(text.length);
  const signature = commission.sign(Buffer.concat([SIGNATURE_CONTEXT, text]));
  return Buffer.concat([MAGIC, head, text, signature, bytes.subarray(start + length + 64)]);
}
