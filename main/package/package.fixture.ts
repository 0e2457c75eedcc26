import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Election } from '../../core/election/election.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { formatPin } from '../../core/person/pin.ts';
import { type DeviceKeys, deviceRequest, openKeys } from '../access/keys.ts';
import { type Commission, openCommission } from './commission.ts';
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
        people: [],
        records: voters,
        created: '2023-10-01T00:00:00Z',
        ...change,
      });
      return { ...written, path };
    },
    remove: () => rmSync(dir, { recursive: true }),
  };
}
