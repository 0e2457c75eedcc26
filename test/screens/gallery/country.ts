import demo from '../../../assets/demo/territories.json' with { type: 'json' };
import type { Words } from '../../../core/election/common.ts';
import type { TerritoryKind } from '../../../core/election/territories.ts';
import { ageGroups } from '../../../core/person/dates.ts';
import type {
  AlarmRow,
  ConsoleView,
  DeviceRow,
  StationDetail,
  StationHealth,
  StationRow,
  TurnoutSum,
} from '../../../main/api/console-views.ts';

/**
 * A country of 2,500 stations on a Sunday at 16:20, the same at every making: its numbers follow from the number of a station.
 * Districts are real names, everything else of it is nobody's.
 */
const STATIONS = 2_500;

/** Those of the demonstration: oblasts and cities, and what lies in them; those with a weight have stations of their own. */
const territories: ConsoleView['territories'] = demo.map(({ code, kind, names, parent }) => ({
  ...{ code, names, parent },
  kind: kind as TerritoryKind,
}));
const lowest = demo.flatMap(({ code, weight }) => (weight > 0 ? [code] : []));

/** Whether a station lies in a territory or below it. */
export function isIn({ territory }: StationRow, code: string): boolean {
  for (let at = territory; at !== null; at = territories.find((one) => one.code === at)?.parent ?? null) {
    if (at === code) return true;
  }
  return false;
}

/** A number from 0 to 1 that follows from the station and what it is for. */
function drawn(station: number, what: number): number {
  let mixed = Math.imul(station + 1, 0x9e3779b1) ^ Math.imul(what + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

const places: readonly ((number: number) => Words)[] = [
  (n) => ({ ky: `№ ${n} орто мектеп`, ru: `Средняя школа № ${n}`, en: `Secondary school no. ${n}` }),
  (n) => ({ ky: `№ ${n} бала бакча`, ru: `Детский сад № ${n}`, en: `Kindergarten no. ${n}` }),
  () => ({ ky: 'Айылдык маданият үйү', ru: 'Сельский дом культуры', en: 'Village house of culture' }),
  () => ({ ky: 'Айыл өкмөтү', ru: 'Айыл окмоту', en: 'Village administration' }),
  () => ({
    ky: 'Балдар менен өспүрүмдөрдүн чыгармачылык үйү',
    ru: 'Дом творчества детей и подростков',
    en: 'House of creative work for children and youth',
  }),
];

function healthOf(at: number): StationHealth {
  const lot = drawn(at, 1);
  if (lot < 0.006) return 'alarm';
  if (lot < 0.012) return 'silent';
  if (lot < 0.05) return 'warning';
  return at >= STATIONS - 30 ? 'none-yet' : 'well';
}

/** Share of the list that was admitted until 16:20. */
const turnoutAt = (at: number): number => 0.14 + drawn(at, 2) * 0.26;

function station(at: number): StationRow {
  const territory = lowest[Math.min(lowest.length - 1, Math.floor((at / STATIONS) * (lowest.length + 1)))] ?? null;
  const kind = territory === 'abroad' ? 'abroad' : drawn(at, 3) < 0.03 ? 'remote' : 'home';
  const health = healthOf(at);
  const begun = health !== 'none-yet';
  const registered = kind === 'home' ? 700 + Math.floor(drawn(at, 4) * 1_900) : 0;
  const admitted = !begun
    ? 0
    : kind === 'home'
      ? Math.floor(registered * turnoutAt(at))
      : Math.floor(drawn(at, 5) * 260);
  const behind = health === 'silent' || health === 'warning';
  return {
    station: String(at + 1).padStart(4, '0'),
    name: (places[Math.floor(drawn(at, 6) * places.length)] ?? places[0])?.(1 + Math.floor(drawn(at, 7) * 90)) ?? none,
    territory,
    constituency: kind === 'home' ? `c${1 + (Math.floor(at / 84) % 30)}` : null,
    kind,
    stage: !begun
      ? 'before'
      : health === 'silent' && drawn(at, 8) < 0.4
        ? 'silent'
        : drawn(at, 9) < 0.004
          ? 'suspended'
          : 'open',
    health,
    registered,
    admitted,
    onPaper: drawn(at, 10) < 0.01 ? 3 : 0,
    unconfirmed: kind === 'remote' && drawn(at, 11) < 0.2 ? 2 : 0,
    devices: 2 + Math.floor(drawn(at, 12) * 3),
    silent: health === 'silent' ? 1 : 0,
    backlog: behind ? Math.floor(drawn(at, 13) * 900) : drawn(at, 14) < 0.1 ? 4 : 0,
    oldest: behind ? '2025-11-30T09:38:00Z' : null,
    alarms: health === 'well' || !begun ? 0 : 1,
    results: null,
    forecast: begun && kind === 'home' ? Math.round((drawn(at, 15) * 700 - 650) / 5) * 5 : null,
  };
}
const none: Words = { ky: '', ru: '', en: '' };

export const stations: readonly StationRow[] = Array.from({ length: STATIONS }, (_, at) => station(at));

/** How admissions are spread over the hours of the day. */
const hours = { '08': 5, '09': 9, '10': 12, '11': 13, '12': 13, '13': 12, '14': 13, '15': 14, '16': 5 } as const;
const HOURS = Object.values(hours).reduce((sum, part) => sum + part, 0);
const ages = [0.02, 0.3, 0.21, 0.18, 0.16, 0.13];

/** Turnout of these stations, spread over hours, sexes and ages as a country's is. */
export function turnoutOf(rows: readonly StationRow[]): TurnoutSum {
  const sum = (of: (row: StationRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const admitted = sum((row) => row.admitted);
  const women = Math.round(admitted * 0.53);
  const bySexAndAge = Object.fromEntries(
    ageGroups.flatMap((age, at) => [
      [`female ${age}`, Math.round(women * (ages[at] ?? 0) * (at === 5 ? 1.1 : 1))],
      [`male ${age}`, Math.round((admitted - women) * (ages[at] ?? 0))],
    ]),
  );
  return {
    ...{ registered: sum((row) => row.registered), admitted, onPaper: sum((row) => row.onPaper) },
    unconfirmed: sum((row) => row.unconfirmed),
    byCategory: {
      home: sum((row) => (row.kind === 'home' ? row.admitted : 0)),
      remote: sum((row) => (row.kind === 'home' ? 0 : row.admitted)),
    },
    bySex: { female: women, male: admitted - women },
    byAge: Object.fromEntries(
      ageGroups.map((age) => [age, (bySexAndAge[`female ${age}`] ?? 0) + (bySexAndAge[`male ${age}`] ?? 0)]),
    ),
    bySexAndAge,
    byHour: Object.fromEntries(
      Object.entries(hours).map(([hour, part]) => [hour, Math.round((admitted * part) / HOURS)]),
    ),
  };
}

/** Reports of 14:00 and 16:00 are in, that of 18:00 is not yet. */
export function reportsOf({ byHour }: TurnoutSum): ConsoleView['reports'] {
  const until = (hour: number): number =>
    Object.entries(byHour).reduce((sum, [one, count]) => sum + (Number(one) < hour ? count : 0), 0);
  return [
    { time: '14:00', admitted: until(14) },
    { time: '16:00', admitted: until(16) },
    { time: '18:00', admitted: null },
  ];
}

const alarmKinds: readonly Pick<AlarmRow, 'alarm' | 'urgency' | 'facts'>[] = [
  { alarm: 'conflict', urgency: 'now', facts: { other: '1043' } },
  { alarm: 'refused', urgency: 'now', facts: { seq: 812, cause: 'changed' } },
  { alarm: 'gap', urgency: 'now', facts: { from: 301, to: 318 } },
  { alarm: 'silent', urgency: 'soon', facts: { minutes: 42 } },
  { alarm: 'clock', urgency: 'soon', facts: { seconds: -5_400 } },
  { alarm: 'clock', urgency: 'soon', facts: { seconds: 340 } },
  { alarm: 'overrides', urgency: 'soon', facts: { overrides: 38, admitted: 402 } },
  { alarm: 'backlog', urgency: 'soon', facts: { events: 1_240, minutes: 95 } },
  { alarm: 'peripheral', urgency: 'know', facts: { kind: 'printer fingerprint' } },
  { alarm: 'died', urgency: 'know', facts: { times: 4 } },
];
const urgencies = ['now', 'soon', 'know'];

export const alarms: readonly AlarmRow[] = stations
  .filter((row) => row.alarms > 0)
  .map((row, at): AlarmRow => {
    // All kinds among the first ones, and the common ones after them.
    const nth = at < alarmKinds.length ? at : 3 + Math.floor(drawn(at, 16) * 7);
    const kind = alarmKinds[nth] ?? alarmKinds[0];
    if (kind === undefined) throw new Error('no kinds of alarms');
    return { ...kind, id: `a${at}`, station: row.station, device: null, since: '2025-11-30T09:38:00Z' };
  })
  .toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));

const people: ConsoleView['people'] = [
  { id: 'c1', role: 'central', name: 'Сынова Айгерим', territory: null },
  { id: 'c2', role: 'central', name: 'Үлгүлүев Марат', territory: null },
  { id: 'jalal-abad', role: 'territorial', name: 'Мисалов Бакыт', territory: 'jalal-abad-oblast' },
  { id: 'suzak', role: 'territorial', name: 'Тестова Жаңыл', territory: 'suzak' },
];

const turnout = turnoutOf(stations);

/** The country as the central commission sees it. */
export const country: ConsoleView = {
  window: 'commission',
  ...{ person: people[0] ?? null, own: null, scope: null },
  people,
  election: {
    id: 'parliament-2025',
    names: {
      ky: 'Жогорку Кеңештин депутаттарын шайлоо',
      ru: 'Выборы депутатов Жогорку Кенеша',
      en: 'Election of the Jogorku Kenesh',
    },
    date: '2025-11-30',
    mode: 'training',
    zone: 'Asia/Bishkek',
  },
  hub: { connected: true, heard: '2025-11-30T10:20:00Z' },
  simulated: false,
  now: '2025-11-30T10:20:00Z',
  territories,
  constituencies: Array.from({ length: 30 }, (_, at) => ({
    id: `c${at + 1}`,
    names: { ky: `№ ${at + 1} округ`, ru: `Округ № ${at + 1}`, en: `Constituency no. ${at + 1}` },
  })),
  stations,
  turnout,
  reports: reportsOf(turnout),
  alarms: alarms.slice(0, 200),
  alarmsInAll: alarms.length,
  downloads: [],
  packages: null,
};

const device = (at: number, more: Partial<DeviceRow> = {}): DeviceRow => ({
  device: `d-${String(at).repeat(10)}`,
  ...({ stage: 'open', version: '0.1.0', seq: 812, admitted: 131, overrides: 0, backlog: 0, oldest: null } as const),
  ...({
    at: '2025-11-30T10:19:20Z',
    heard: '2025-11-30T10:19:40Z',
    link: 'cable',
    battery: 96,
    onMains: true,
  } as const),
  ...{ free: 41_200, clockMs: 240, sees: [], problems: [], peripherals: {}, starts: 1, deaths: 0 },
  ...more,
});

/** What is known of one station when somebody looks at it: one kiosk well, one in trouble, one silent. */
export function detailOf(row: StationRow): StationDetail {
  const sum = turnoutOf([row]);
  const devices = [
    device(1),
    device(2, {
      ...({ link: 'mobile', backlog: 128, oldest: '2025-11-30T09:58:00Z', battery: 41, onMains: false } as const),
      ...{ clockMs: 5_400_000, peripherals: { printer: 'device.paper-out' }, overrides: 7, deaths: 3, free: 480 },
    }),
    device(3, {
      stage: 'silent',
      heard: '2025-11-30T09:38:00Z',
      backlog: 12,
      battery: null,
      onMains: null,
      link: null,
    }),
  ];
  return {
    row,
    address: {
      ky: 'Жети-Өгүз району, Ак-Дөбө айылы, Мектеп көчөсү 12',
      ru: 'Джети-Огузский район, село Ак-Дёбё, ул. Школьная, 12',
      en: 'Jeti-Oguz district, Ak-Debe village, 12 Mektep street',
    },
    turnout: sum,
    reports: reportsOf(sum),
    devices: row.health === 'well' ? devices.slice(0, 1) : devices.slice(0, Math.max(1, row.devices)),
    alarms: alarms.filter((alarm) => alarm.station === row.station),
  };
}
