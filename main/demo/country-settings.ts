import { readFileSync } from 'node:fs';
import { type ConsoleSettings, consoleSettingsSchema } from '../../core/commission/settings.ts';
import type { Words } from '../../core/election/common.ts';
import type { Territory } from '../../core/election/territories.ts';
import { type Cost, makeCodeKey } from '../access/code.ts';
import { chance } from './random.ts';

/** A simulated country: what a console needs to know of it before the day, and whose devices are where. */
export interface DemoCountry {
  readonly settings: ConsoleSettings;
  readonly devices: readonly { readonly station: string; readonly device: string }[];
  readonly seed: string;
}

/** People of the demonstration's commissions. The codes are public: an official election refuses them. */
export const demoConsolePeople = [
  { id: 'central-1', role: 'central', name: 'Айгерим Борборова', territory: null, code: '110011' },
  { id: 'central-2', role: 'central', name: 'Тилек Борборов', territory: null, code: '220022' },
  { id: 'jalal-abad-1', role: 'territorial', name: 'Назгүл Облусова', territory: 'jalal-abad-oblast', code: '550055' },
  { id: 'suzak-1', role: 'territorial', name: 'Жылдыз Аймакова', territory: 'suzak', code: '330033' },
  { id: 'osh-1', role: 'territorial', name: 'Мирлан Аймаков', territory: 'osh', code: '440044' },
] as const;

const DAY = '2025-11-30';
const CONSTITUENCIES = 30;
/** Where people vote abroad: two of them are not an hour, but half a day away. */
const abroadZones = [
  ...[
    'Europe/Moscow',
    'Europe/Istanbul',
    'Asia/Seoul',
    'America/New_York',
    'Europe/Berlin',
    'Asia/Dubai',
    'Asia/Almaty',
  ],
  ...['Asia/Yekaterinburg', 'Europe/London', 'Asia/Tokyo'],
];

/** A territory without its stations, and how many of the country's it has; 0: those of what lies in it alone. */
type Weighed = Omit<Territory, 'precincts'> & { readonly weight: number };

const territories = (): readonly Weighed[] =>
  JSON.parse(
    readFileSync(new URL('../../assets/demo/territories.json', import.meta.url), 'utf8'),
  ) as readonly Weighed[];

const words = (ky: string, ru: string, en: string): Words => ({ ky, ru, en });

/** How many stations each territory has: by its weight, each at least one, and as many in all as were asked for. */
function shares(all: readonly Weighed[], stations: number): readonly number[] {
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  let weight = 0;
  let given = 0;
  return all.map((one, at) => {
    weight += one.weight;
    const left = all.length - at - 1;
    const until = Math.min(stations - left, Math.max(given + 1, Math.round((weight / total) * stations)));
    const own = until - given;
    given = until;
    return own;
  });
}

/**
 * A country of so many stations, the same for the same seed: real names of districts and cities; stations, lists and people
 * are invented.
 * @param stations as many as there are territories that have some of their own, or more
 * @param cost what a guess of a code costs; a test spares itself the usual one
 */
export async function demoCountry({
  stations,
  seed,
  cost,
}: {
  readonly stations: number;
  readonly seed: string;
  readonly cost?: Cost;
}): Promise<DemoCountry> {
  const every = territories();
  const all = every.filter(({ weight }) => weight > 0).slice(0, stations);
  const dice = chance(`country/${seed}`);
  let number = 0;
  const lists: Record<string, number> = {};
  const devices: { station: string; device: string }[] = [];
  const places = shares(all, stations).flatMap((count, at) => {
    const { code, names } = all[at] as Weighed;
    return Array.from({ length: count }, (_, place) => {
      number += 1;
      const station = String(number).padStart(4, '0');
      const kind =
        code === 'abroad'
          ? ('abroad' as const)
          : place > 0 && dice.happens(0.02)
            ? ('remote' as const)
            : ('home' as const);
      const registered = kind === 'remote' ? 0 : 250 + dice.below(1_900);
      if (kind !== 'remote') lists[station] = registered;
      const count2 = registered > 1_700 ? 4 : registered > 900 ? 3 : 2;
      for (let n = 1; n <= count2; n++) devices.push({ station, device: `kg-${station}-${n}` });
      const constituency = `c-${1 + Math.floor((at * CONSTITUENCIES) / all.length)}`;
      const school = 1 + dice.below(90);
      return {
        territory: code,
        precinct: {
          ...{ number: station, kind, constituency: kind === 'remote' ? null : constituency },
          names: words(`№ ${station} шайлоо участкасы`, `УИК № ${station}`, `Station no. ${station}`),
          address: words(
            `${names.ky}, № ${school} мектеп (ойдон чыгарылган дарек)`,
            `${names.ru}, школа № ${school} (вымышленный адрес)`,
            `${names.en}, school no. ${school} (invented address)`,
          ),
          zone: kind === 'abroad' ? dice.pick(abroadZones) : null,
        },
      };
    });
  });
  const constituencies = Array.from({ length: CONSTITUENCIES }, (_, n) => ({
    id: `c-${n + 1}`,
    names: words(`№ ${n + 1} шайлоо округу`, `Избирательный округ № ${n + 1}`, `Constituency no. ${n + 1}`),
    seats: 3,
  }));
  const people = await Promise.all(
    demoConsolePeople
      .filter(({ territory }) => territory === null || every.some(({ code }) => code === territory))
      .map(async ({ code, ...person }) => ({ ...person, code: await makeCodeKey(code, cost), defaultCode: true })),
  );
  const settings = consoleSettingsSchema.parse({
    ...{ format: 'taanuu/console/1', lists, people, expectedPercent: 55 },
    election: {
      ...{ id: 'simulated-country', mode: 'laboratory', demo: true, label: null, zone: 'Asia/Bishkek' },
      names: words(
        'Депутаттарды шайлоо (ойдон чыгарылган өлкө)',
        'Выборы депутатов (имитация страны)',
        'Election of deputies (simulated country)',
      ),
      ...{ day: { date: DAY, open: '08:00', close: '20:00' }, outside: null },
      list: { stage: 'final', version: 1, date: '2025-11-20' },
      ...{ constituencies, precincts: places.map(({ precinct }) => precinct) },
      territories: every.map(({ weight: _, ...territory }) => ({
        ...territory,
        precincts: places.flatMap((one) => (one.territory === territory.code ? [one.precinct.number] : [])),
      })),
      ballots: [
        {
          id: 'deputies',
          names: words('Депутаттарды шайлоо', 'Выборы депутатов', 'Election of deputies'),
          ...{ constituencies: constituencies.map(({ id }) => id), declinable: false },
          medium: { home: 'paper', remote: 'paper' },
        },
      ],
      ...{ languages: ['ky', 'ru'], source: null },
    },
  });
  return { settings, devices, seed };
}
