import { defaultActs } from './acts-default.ts';
import type { DocumentKind, Policy } from './policy.ts';
import { shippedCases } from './policy-rehearsal.ts';
import { resultsDefault } from './policy-results.ts';

/**
 * The shipped default policy, in this one file. Every entry says where it comes from; "unknown: configuration" means
 * that no official text was found, the value is our proposal, and a commission must decide it before an election.
 */

const kind = (
  id: string,
  [ky, ru, en]: readonly [string, string, string],
  series: readonly string[],
  zone: DocumentKind['zone'],
  expired: DocumentKind['expired'],
): DocumentKind => ({
  id,
  names: { ky, ru, en },
  accepted: true,
  series: [...series],
  zone,
  from: null,
  until: null,
  expired,
});

/**
 * "All types of national passport of a citizen" (law no. 96 of 2017-06-05); series from public samples (ID, AN, AC, PE).
 * Whether an expired one is good is decided per election (2020: expired in 2020 held abroad were valid); the rule here
 * is unknown: configuration, and a document only leads to the record, it never admits.
 */
const warn: DocumentKind['expired'] = { rule: 'warn' };
const documents: DocumentKind[] = [
  kind('id-card-2017', ['2017-ж. ID-карта', 'ID-карта 2017 г.', 'ID card 2017'], ['ID'], 'td1', warn),
  // The 2004 card has a zone, and samples carry a PIN in it; it is not relied on: 1994 and 2004 documents lead to PIN
  // entry. A commission that trusts the zone of these cards writes td1.
  kind('id-card-2004', ['2004-ж. паспорт (AN)', 'Паспорт 2004 г. (AN)', 'ID card 2004 (AN)'], ['AN'], 'none', warn),
  kind('passport-1994', ['1994-ж. паспорт', 'Паспорт 1994 г.', 'Passport 1994'], ['A'], 'none', warn),
  kind('passport-2006', ['Жалпы паспорт (AC)', 'Общегражданский паспорт (AC)', 'Passport (AC)'], ['AC'], 'td3', warn),
  kind(
    'passport-electronic',
    ['Электрондук паспорт (PE)', 'Электронный паспорт (PE)', 'E-passport (PE)'],
    ['PE'],
    'td3',
    warn,
  ),
  // Diplomatic and service passports: accepted (sputnik.kg 2021-01-10); their series are unknown: configuration.
  kind(
    'passport-diplomatic',
    ['Дипломатиялык паспорт', 'Дипломатический паспорт', 'Diplomatic passport'],
    [],
    'td3',
    warn,
  ),
  kind('passport-service', ['Кызматтык паспорт', 'Служебный паспорт', 'Service passport'], [], 'td3', warn),
  // Accepted since 2024-04-28 (kg.kabar.kg); its format is unknown: configuration.
  kind(
    'tunduk',
    ['«Түндүк» тиркемесиндеги паспорт', 'Паспорт в приложении «Тундук»', 'Passport in the Tunduk app'],
    [],
    'app',
    { rule: 'refuse' },
  ),
];

export const defaultPolicy: Policy = {
  // 2025: fingerprint or face (kant.kg 2025-10-10). Face stays off until the device has a measured model.
  // Threshold 40 = FMR 1e-4 and three tries on two or more fingers: our goals (N-12); order, tries and numbers
  // in Kyrgyzstan are unknown: configuration.
  modalities: [
    { kind: 'finger', enabled: true, threshold: 40, triesPerFinger: 3, fingersMax: 2, qualityMinimum: 25 },
    { kind: 'face', enabled: false, threshold: 40, tries: 3, qualityMinimum: 40 },
  ],
  // Admission by passport was abolished there as "human factor" (super.kg 202455), so both ship off.
  // Caps and approvers, should a commission switch them on, are unknown: configuration.
  fallbacks: {
    photo: {
      enabled: false,
      cap: 20,
      approvers: 2,
      roles: ['officer', 'member', 'chair', 'secretary'],
      including: ['officer'],
      duty: 'operator',
    },
    override: {
      enabled: false,
      cap: 5,
      approvers: 2,
      roles: ['officer', 'member', 'chair', 'secretary'],
      including: ['officer'],
      duty: 'operator',
    },
  },
  // Off: whether a record may be found that way is unknown: configuration. 40: of 5,000 enrolled fingers half a stranger is
  // expected above it beside the right one, and people choose.
  findByFinger: { enabled: false, threshold: 40, candidates: 5 },
  // Off: nobody has asked for it, and it keeps prints in memory until the close. 65 = one pair of strangers in 3.2 million:
  // a day of 2,500 honest voters has 3.1 million pairs, so at most one line is expected. The scale is measured up to 40
  // and goes on as a straight line (core/fingerprint/README.md): so far out it is an expectation, not a measurement.
  sameFinger: { enabled: false, threshold: 65 },
  // Who approves what is unknown: configuration. Undo wants the chair and a second person (issue); one receipt per
  // voter, issued once (kloop 2021/04/10), is why a reprint needs anybody at all. Where two persons decide at the desk,
  // they are the operator and the member who was drawn to identify together with her (VOTA 41356).
  approvals: {
    open: { persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] },
    close: { persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] },
    // Whoever closes a polling station for a while, or opens it again, is never alone, and those two are the same who
    // decide at the desk. Unknown: configuration.
    suspend: {
      persons: 2,
      roles: ['chair', 'secretary', 'member', 'officer'],
      including: ['officer'],
      duty: 'operator',
    },
    resume: {
      persons: 2,
      roles: ['chair', 'secretary', 'member', 'officer'],
      including: ['officer'],
      duty: 'operator',
    },
    reprint: { persons: 1, roles: ['chair', 'secretary', 'member'], including: [] },
    undo: { persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] },
    release: {
      persons: 2,
      roles: ['chair', 'secretary', 'member', 'officer'],
      including: ['officer'],
      duty: 'operator',
    },
    findByFinger: {
      persons: 2,
      roles: ['chair', 'secretary', 'member', 'officer'],
      including: ['officer'],
      duty: 'operator',
    },
    duties: { persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] },
    handOver: { persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] },
    // Done weeks later at the territorial commission, where the station's own people may be gone.
    wipe: { persons: 2, roles: ['chair', 'secretary', 'technician', 'administrator'], including: [] },
    // Two members go to the voters, the chair may stay: unknown, configuration.
    sittings: { persons: 2, roles: ['chair', 'secretary', 'member'], including: [] },
    // The operator and somebody of the commission see the sheet go into the envelope. Unknown: configuration.
    cancelBallot: {
      persons: 2,
      roles: ['chair', 'secretary', 'member', 'officer'],
      including: ['officer'],
    },
    // The chair answers for it that she may have voted twice. Unknown: configuration.
    homecoming: { persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] },
    takeShare: { persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] },
  },
  // Only who has applied in writing is visited, with up to three boxes (domain: 1,332 stations in 2025); one portable kiosk.
  // Block: whoever voted outside must be known before anybody votes inside. All of it is unknown: configuration.
  outside: { onlyApplicants: true, boxesMax: 3, kiosks: 1, arrival: 'block' },
  // Drawn at 7:00: who controls the operator and identifies with her, who registers voters in the paper list, ballots
  // (VOTA 41356, art. 31). How many of each is unknown: configuration. "roles": a commission that is too small for the
  // lot, or opened without it, goes on with whoever the rule's roles allow; that it did stands in `sitting.opened`.
  duties: {
    drawn: [
      { duty: 'operator', persons: 1 },
      { duty: 'paper-list', persons: 1 },
      { duty: 'ballots', persons: 1 },
    ],
    unfilled: 'roles',
  },
  // At 20:00 only those inside may still vote (art. 35); signatures, receipts and ballots are counted by hand, and by law
  // "voters who took part" = signatures (art. 37, 2015): held beside the device's own numbers.
  closing: { questions: ['inside', 'signatures', 'receipts', 'by-hand'] },
  opening: {
    // The chair opens the sealed safe before observers, and empty boxes are shown and sealed (VOTA 41356; 22838). How many
    // seals there are is unknown: configuration.
    seals: [
      { id: 'safe', names: { ky: 'Сейф', ru: 'Сейф', en: 'Safe' } },
      { id: 'kit', names: { ky: 'Жабдуунун кутусу', ru: 'Ящик с устройством', en: 'Case of the device' } },
      { id: 'box', names: { ky: 'Добуш урнасы', ru: 'Урна для голосования', en: 'Ballot box' } },
    ],
    // The lists are compared at 7:00 (VOTA 41356).
    paperList: true,
    // Without these voters are still served; what each absence leaves is written down. Printer: nobody is admitted without.
    replaceable: ['camera', 'chip', 'page-scanner', 'page-printer', 'display', 'power', 'ballot-box'],
    // Stations open at 8:00; from when on it is late is unknown: configuration.
    lateMinutes: 10,
  },
  // Start and final slips go to the commission's file, the wall and whoever is entitled to a copy; how many that are is
  // unknown: configuration.
  slipCopies: { start: { usual: 2, most: 20 }, final: { usual: 3, most: 20 } },
  // The roads on record (domain facts §2 and §8), commonest first, so that each finds what the one before has left: who was
  // admitted is there to come a second time, and to be undone. Which of them an operator must have passed before she may
  // work, and in which order, is unknown: configuration.
  rehearsal: { cases: [...shippedCases] },
  receipt: {
    // Until 2023 exchanged at the table (for.kg/news-683996), from 2024 the device prints the ballot
    // (24.kg vlast/311295); set per election.
    exchangedForBallot: true,
    // Fields of the official receipt are unknown: configuration. No ballot id, choice or biometrics (EP-66).
    lines: [
      'election',
      'station',
      'date',
      'time',
      'receipt-number',
      'ballot',
      'list-number',
      'masked-pin',
      'journal-head',
    ],
    timeRoundingMinutes: 15,
    maskedPinDigits: 2,
  },
  // Saruu 2023: who is listed for the remote station votes there. 2025: open to all of other constituencies
  // (24.kg 346768); in one's own constituency only at the station of the list (24.kg vlast/352781).
  remote: { basis: 'by-list', sameConstituency: 'refuse' },
  // What becomes of a voter who is listed for a remote station and comes home is unknown: configuration. Refused: no station
  // sees the other, so that admitting her could not rule out a second vote; she is told where she is listed.
  homecoming: { listedRemote: 'refuse' },
  // None marked: into the compartment for invalid ballots; two squares touched: it may go there (24.kg 345919). That persons
  // look at a doubtful mark later is ours. What the law says now, and whether a voter may correct her ballot, is unknown.
  ballotBox: { none: 'accept-invalid', tooMany: 'accept-invalid', unsure: 'accept', mayCorrect: false, askSeconds: 60 },
  // VVSG 2.0, 7.2-O: asked after two to five minutes, 20 to 45 seconds to answer. How often a voter may have an encrypted
  // ballot opened no rule was found for: our proposal, often enough to catch a panel and too seldom to hold up the queue.
  // One voter of Naryn at a station of Bishkek was news (30 November 2025); k and the road of a smaller set are our proposals.
  booth: { idleSeconds: 180, answerSeconds: 30, challenges: 3, minimum: 30, small: 'home-box' },
  // "The system marks the voter as voted; a second attempt anywhere gives already voted" (24.kg english/349159): whoever comes
  // is asked for, while there is a link. How long a queue may wait for it is unknown: configuration.
  lock: { needed: 'all', waitSeconds: 4, silentAfter: 2 },
  // What a device may do offline is unknown: configuration. Waiting cannot admit a remote voter twice; at home the list says
  // who votes elsewhere, where remote voting is by list.
  offline: { remote: 'wait', home: 'admit' },
  // "This voter has already voted" (24.kg english/349159); what else it says is unknown: configuration.
  // For a remote voter only station and hour, because small groups could be recognised.
  alreadyAdmitted: {
    home: { time: 'exact', station: true, device: true },
    remote: { time: 'hour', station: true, device: false },
  },
  // Cards since 2017 and passports since 2021 have a chip; whether it may be read at a station is unknown: configuration.
  // On: without a chip reader, or with no document on it, nothing is asked and nobody waits.
  documentChip: { read: true },
  // Templates stand in acts-default.ts.
  acts: defaultActs,
  // Corrections: latest 15 days before, answered within 7 (VOTA 41339 art. 15). Outside the room: not later than 3 days
  // before (VOTA 22840 art. 33; 2 in 2025). Remote by application: 15 days (for.kg/news-799669, of 2023). The days for an
  // answer to the last two are unknown: configuration.
  applications: {
    correction: { enabled: true, last: { daysBefore: 15 }, answerDays: 7 },
    outside: { enabled: true, last: { daysBefore: 3 }, answerDays: 2 },
    remote: { enabled: true, last: { daysBefore: 15 }, answerDays: 7 },
  },
  // Published points: 10:00 (serep.kg), 12:00 (2017), 14:00, 16:00, 18:00 (2025); 20:00 closes the day.
  turnoutTimes: ['10:00', '12:00', '14:00', '16:00', '18:00', '20:00'],
  documents,
  // Operator, members, chair, secretary (VOTA 41356); the technician's post is inferred; named as on the screens.
  roles: [
    { role: 'officer', names: { ky: 'Оператор', ru: 'Оператор', en: 'Officer' } },
    { role: 'member', names: { ky: 'Комиссия мүчөсү', ru: 'Член комиссии', en: 'Member of the commission' } },
    { role: 'chair', names: { ky: 'Төрага', ru: 'Председатель', en: 'Chair' } },
    { role: 'secretary', names: { ky: 'Катчы', ru: 'Секретарь', en: 'Secretary' } },
    { role: 'technician', names: { ky: 'Техник', ru: 'Техник', en: 'Technician' } },
    {
      role: 'administrator',
      names: { ky: 'Системалык администратор', ru: 'Системный администратор', en: 'System administrator' },
    },
  ],
  // VVSG 2.0 11.5-A,-B: at most 12 h and 30 min; five idle minutes is our reading for an officer's screen.
  session: { idleMinutes: 5, limitHours: 12 },
  // VxSuite's numbers (N-15): after 5 wrong codes 15 s, doubling; dead after 15.
  lockout: { freeTries: 5, waitSeconds: 15, deadAfter: 15 },
  // Whole procedure under a minute (24.kg vlast/352824); a slow voter gets five. Unknown: configuration.
  timeouts: { attemptSeconds: 300, messageSeconds: 3 },
  // VVSG 1.1 D allows a minute in 15 hours; five is what a commission can set by hand. Unknown: configuration.
  clock: { driftSeconds: 300 },
  // A stick that is pulled out and put in again is nobody's business; a minute is a voter or two. Unknown: configuration.
  copy: { behindSeconds: 60 },
  // Five minutes are two to four voters of a full queue; a page of 2,500 takes a stick a second. Unknown: configuration.
  paperRoad: { everyMinutes: 5 },
  // A receipt takes seconds; a minute is longer than any that comes out. Whether the next document may be read meanwhile is
  // unknown: configuration.
  nextDocument: { waitSeconds: 60 },
  // What kiosks of one station do while they do not see each other is unknown: configuration. By shares nobody is admitted twice.
  kiosks: { apart: 'share' },
  // The test before the opening is custom (topnews.kg); k of small counts and the form in force are unknown: configuration.
  results: resultsDefault,
  // Measured (bench/ballot-reading.ts): clean squares have less than 1 %, ordinary pens 13 % and more. 98.5 % is VxSuite's.
  // What the old boxes took for a mark is unknown: configuration.
  ballotReading: { trace: 10, empty: 50, mark: 120, scale: { least: 985, most: 1_015 } },
  // VVSG 2.0 and 52 USC 20701 keep election records for 22 months; how long it is here is unknown: configuration. Two
  // media, because one stick that cannot be read would be the end of the record.
  retention: { months: 22, media: 2 },
};
