import { existsSync, readFileSync } from 'node:fs';
import { utf8 } from '../../../../core/crypto/encoding.ts';
import { precinctOf } from '../../../../core/election/election.ts';
import type { KiosksPolicy } from '../../../../core/election/policy-kiosks.ts';
import type { JournalEvent } from '../../../../core/journal/event.ts';
import { createVerifier } from '../../../../core/journal/verify.ts';
import { nodeCrypto } from '../../../crypto/node.ts';
import { refoldPeers } from '../../../identification/network/fold-peer.ts';
import { peerTables } from '../../../identification/network/schema.ts';
import { rebuild, stateDifferences } from '../../../identification/state/rebuild.ts';
import { openStore, type Store } from '../../../identification/store.ts';
import type { Database } from '../../../storage/open.ts';
import { hubDifferences, lockDifferences } from './hub-balance.ts';
import type { HubSeen } from './hub-said.ts';
import type { NetworkKiosk } from './kiosk.ts';
import { type Laboratory, STATION } from './laboratory.ts';
import type { Ledger } from './ledger.ts';
import { lies } from './rogue.ts';

/** What the journals come to. */
export interface Balance {
  readonly journals: number;
  readonly events: number;
  /** Admissions that stand, and voters who have one. */
  readonly admissions: number;
  readonly voters: number;
  /** Voters who were admitted more than once, because kiosks did not see each other and policy let all serve. */
  readonly doubled: number;
  /** What was refused, by cause. */
  readonly refused: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
}

interface Known {
  readonly apart: KiosksPolicy['apart'];
  /** Whether somebody has lied, and has said again what was said before. */
  readonly lied: boolean;
  readonly again: boolean;
  /** How many events of each device everybody had when all was well last: what is written at a stop nobody else hears. */
  readonly heads: Readonly<Record<string, number>>;
  /** What the hub had then; null: there is none. */
  readonly hub: HubSeen | null;
}

interface Stopped {
  readonly kiosk: NetworkKiosk;
  readonly store: Store;
  readonly events: readonly JournalEvent[];
  readonly lines: readonly string[];
}

/** Holds the journals of kiosks that are off against each other, the paper, and what people saw. */
export function balanceOf(
  { election, trust, numbers }: Pick<Laboratory, 'election' | 'trust' | 'numbers'>,
  kiosks: readonly NetworkKiosk[],
  ledger: Ledger,
  { apart, heads, hub, ...rogue }: Known,
): Balance {
  const precinct = precinctOf(election, STATION);
  if (!precinct) throw new Error('no such station');
  const wrong: string[] = [...ledger.wrong];
  const stopped = kiosks.map((kiosk): Stopped => {
    const { folder: stateDir, keys } = kiosk.device;
    const store = openStore({ stateDir, keys, election: { election, precinct }, now: () => new Date(0) });
    if (!store.ok) throw new Error(`${kiosk.name}: ${store.error.code}`);
    const lines = [...store.value.journal.lines(1, Number.MAX_SAFE_INTEGER)];
    return { kiosk, store: store.value, lines, events: lines.map((line) => JSON.parse(line) as JournalEvent) };
  });
  for (const one of stopped) {
    const of = (what: string): number => wrong.push(`${one.kiosk.name}: ${what}`);
    const verifier = createVerifier({ trust, crypto: nodeCrypto });
    for (const line of one.lines) verifier.push(utf8(line));
    const finding = verifier.finding();
    if (finding) of(`event ${finding.seq}: ${finding.cause}`);
    const rebuilt = rebuild(one.events);
    for (const difference of stateDifferences(one.store.db, rebuilt)) of(difference);
    rebuilt.close();
    for (const difference of viewDifferences(one, stopped, heads)) of(difference);
    for (const difference of refoldDifferences(one.store.db)) of(difference);
    for (const difference of paperDifferences(one)) of(difference);
    for (const difference of unrefused(one, kiosks[0], rogue)) of(difference);
  }
  const standing = stopped.flatMap(({ store: { db } }, kiosk) =>
    db
      .prepare<[], { admission: string; voter: string }>(
        "select admission, voter from admission where state = 'confirmed'",
      )
      .all()
      .map((row) => ({ ...row, kiosk, number: numbers.get(row.voter) ?? 0 })),
  );
  wrong.push(...truthDifferences(standing, ledger, stopped));
  const doubles = doublesOf(standing);
  if (apart !== 'all') for (const [voter, all] of doubles) wrong.push(`voter ${voter} stands ${all.length} times`);
  wrong.push(...undiscovered(doubles, stopped));
  if (hub) {
    wrong.push(...hubDifferences(hub, stopped, heads, new Set([...doubles.keys()]), numbers));
    const places = standing.map(({ voter, number, kiosk }) => ({ voter, number, device: kiosks[kiosk]?.id ?? '' }));
    wrong.push(...lockDifferences(hub.locks, places));
  }
  const refused: Record<string, number> = {};
  for (const { type, body } of stopped.flatMap(({ events }) => events)) {
    if (type === 'kiosk.event-refused' || type === 'kiosk.letter-refused') {
      refused[body.cause] = (refused[body.cause] ?? 0) + 1;
    }
  }
  for (const { store } of stopped) store.db.close();
  return {
    ...{ journals: stopped.length, events: stopped.reduce((sum, { lines }) => sum + lines.length, 0) },
    ...{ admissions: standing.length, voters: new Set(standing.map(({ number }) => number)).size },
    ...{ doubled: doubles.size, refused, wrong },
  };
}

interface Standing {
  readonly admission: string;
  readonly voter: string;
  readonly number: number;
  readonly kiosk: number;
}

/** Each kiosk has each other one's journal line by line, and nothing else. */
function viewDifferences({ kiosk, store }: Stopped, all: readonly Stopped[], heads: Known['heads']): readonly string[] {
  const seen = store.db
    .prepare<[], { device: string; line: string }>('select device, line from peer_event order by device, seq')
    .all();
  const others = all.filter((other) => other.kiosk !== kiosk);
  const strange = seen.find(({ device }) => !others.some((other) => other.kiosk.id === device));
  return [
    ...(strange ? [`has events of ${strange.device}, which is nobody`] : []),
    ...others.flatMap((other) => {
      const view = seen.filter(({ device }) => device === other.kiosk.id).map(({ line }) => line);
      const at = Math.max(view.length, heads[other.kiosk.id] ?? 0);
      const differs = Array.from({ length: at }, (_, n) => n).find((n) => view[n] !== other.lines[n]);
      return differs === undefined
        ? []
        : [`has ${view.length} of ${other.lines.length} events of ${other.kiosk.name}; event ${differs + 1} differs`];
    }),
  ];
}

/** What the others' events come to, made anew, row by row. */
function refoldDifferences(db: Database): readonly string[] {
  const rows = (): readonly string[] =>
    peerTables.map((table) => JSON.stringify(db.prepare(`select * from ${table} order by 1, 2`).all()));
  const before = rows();
  refoldPeers(db);
  const after = rows();
  return peerTables.filter((_, n) => before[n] !== after[n]).map((table) => `${table} is another one when made anew`);
}

/** Every slip on paper is one of the journal, printed once, and the other way round. */
function paperDifferences({ kiosk, store: { db } }: Stopped): readonly string[] {
  const paper = existsSync(kiosk.paper) ? readFileSync(kiosk.paper, 'utf8').split('\n').filter(Boolean) : [];
  const confirmed = new Set(
    db
      .prepare<[], string>(
        "select receipt from receipt join admission using (admission) where admission.state = 'confirmed'",
      )
      .pluck()
      .all(),
  );
  const out = new Set(paper);
  return [
    ...(out.size === paper.length ? [] : [`${paper.length - out.size} slips came out twice`]),
    ...[...confirmed].filter((receipt) => !out.has(receipt)).map((receipt) => `${receipt} never came out`),
    ...[...out].filter((receipt) => !confirmed.has(receipt)).map((receipt) => `${receipt} is paper and no admission`),
  ];
}

/** Whoever was told that she is admitted is; whoever is was told so, or stood before a kiosk that died. */
function truthDifferences(
  standing: readonly Standing[],
  { visits, settled }: Ledger,
  stopped: readonly Stopped[],
): readonly string[] {
  const stands = new Map(standing.map((one) => [one.admission, one]));
  const told = visits.filter(({ outcome }) => outcome === 'admitted');
  const after = settled.filter(({ outcome }) => outcome === 'admitted');
  const known = new Set([...told, ...after].map(({ admission }) => admission));
  const name = (kiosk: number): string => stopped[kiosk]?.kiosk.name ?? '';
  const died = (one: Standing): boolean =>
    visits.some(({ outcome, kiosk, voter }) => outcome === 'lost' && kiosk === one.kiosk && voter === one.number);
  return [
    ...told.flatMap(({ admission, voter, kiosk }) => {
      const one = stands.get(admission ?? '');
      return one?.kiosk === kiosk && one.number === voter
        ? []
        : [`voter ${voter} was admitted at ${name(kiosk)}, and is not`];
    }),
    ...after.flatMap(({ admission, kiosk }) =>
      stands.get(admission)?.kiosk === kiosk ? [] : [`${admission} was settled at ${name(kiosk)}, and does not stand`],
    ),
    ...standing
      .filter((one) => !known.has(one.admission) && !died(one))
      .map((one) => `voter ${one.number} stands admitted at ${name(one.kiosk)}, and was not told so`),
  ];
}

function doublesOf(standing: readonly Standing[]): ReadonlyMap<number, readonly Standing[]> {
  const by = new Map<number, Standing[]>();
  for (const one of standing) by.set(one.number, [...(by.get(one.number) ?? []), one]);
  return new Map([...by].filter(([, all]) => all.length > 1));
}

/** Of voters who stand admitted at several kiosks each of those has told every other one of them. */
function undiscovered(
  doubles: ReadonlyMap<number, readonly Standing[]>,
  stopped: readonly Stopped[],
): readonly string[] {
  const told = stopped.map(
    ({ events }) =>
      new Set(
        events.flatMap(({ type, body }) => (type === 'admission.doubled' ? [`${body.admission} ${body.other}`] : [])),
      ),
  );
  return [...doubles].flatMap(([voter, all]) =>
    all.flatMap((one) =>
      all
        .filter((other) => other !== one && !told[one.kiosk]?.has(`${one.admission} ${other.admission}`))
        .map(() => `voter ${voter} stands at several kiosks, and ${stopped[one.kiosk]?.kiosk.name} does not say so`),
    ),
  );
}

/** Lies that this kiosk has not told in its journal. */
function unrefused(
  { kiosk, events }: Stopped,
  ofEvents: NetworkKiosk | undefined,
  { lied, again }: Pick<Known, 'lied' | 'again'>,
): readonly string[] {
  const causes = (type: 'kiosk.letter-refused' | 'kiosk.event-refused'): ReadonlySet<string> =>
    new Set(events.flatMap((event) => (event.type === type ? [event.body.cause] : [])));
  const [letters, lines] = [causes('kiosk.letter-refused'), causes('kiosk.event-refused')];
  const ofLetters = [...(lied ? lies.letters : []), ...(again ? lies.again : [])];
  // What claims to be its own it takes from nobody.
  const ofLines = lied ? lies.events.filter((cause) => kiosk !== ofEvents || cause === 'not-canonical') : [];
  return [
    ...ofLetters.filter((cause) => !letters.has(cause)).map((cause) => `no letter was refused as ${cause}`),
    ...ofLines.filter((cause) => !lines.has(cause)).map((cause) => `no event was refused as ${cause}`),
  ];
}
