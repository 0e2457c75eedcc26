import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BallotRecord } from '../../../core/ballot/record.ts';
import { type Election, electionSchema, precinctOf } from '../../../core/election/election.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { resultsDefault } from '../../../core/election/policy-results.ts';
import type { PersonEntry } from '../../../core/election/station.ts';
import type { OutOfBallotZone, SignedTotals } from '../../../core/hatch/hatch.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import { makeCodeKey } from '../../access/code.ts';
import { openKeys } from '../../access/keys.ts';
import { makeAgreementKey } from '../../access/keys-seal.ts';
import { Changes } from '../../api/changes.ts';
import { Ballots } from '../ballots.ts';
import { BallotDesk } from '../desk.ts';
import { BallotJournal, SYSTEM } from '../journalling.ts';
import type { TakenPackage } from '../package.ts';
import { ResultsRoom } from './room.ts';

/** A ballot zone after its box was closed: real stores, a real journal and real keys in a temporary folder. */
export const demoElection: Election = electionSchema.parse(
  JSON.parse(readFileSync(new URL('../../../assets/demo/election.json', import.meta.url), 'utf8')),
);
export const SITTING = '2023-10-08-1';
const CODE = '493817';
const roles = { chair: 'chair', secretary: 'secretary', member: 'member', officer: 'officer' } as const;

export const credential = (person: keyof typeof roles, code = CODE) => ({ person, code });
export const two = [credential('chair'), credential('member')];
export const signers = [credential('chair'), credential('secretary'), credential('member')];

/** A ballot with these options marked in its first part, and these unsure. */
export function ballot(
  style: string,
  marked: readonly string[],
  more: Partial<BallotRecord> & { readonly unsure?: readonly string[] } = {},
): BallotRecord {
  const { unsure = [], ...rest } = more;
  const part = demoElection.papers?.styles.find(({ id }) => id === style)?.parts[0]?.id ?? '';
  return {
    ...{ v: 1, style, test: false, batch: 'box', compartment: 'valid' },
    parts: [{ part, marked: [...marked], unsure: [...unsure] }],
    ...rest,
  };
}

export function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Totals as the identification zone tells them: by constituency, voters admitted in the room. */
export const totalsOf = (
  station: string,
  admitted: Readonly<Record<string, number>>,
  device = 'd-ident',
): SignedTotals => ({
  ...{ election: demoElection.id, station, sitting: SITTING, device },
  ballots: Object.entries(admitted).map(([constituency, count]) => ({
    ...{ ballot: 'council', constituency },
    figures: { 'voters-in-list': 1_500, admitted: count, 'admitted-in-room': count, 'admitted-outside': 0 },
  })),
});

const people = new Map<string, PersonEntry>();
async function peopleHere(): Promise<readonly PersonEntry[]> {
  for (const [id, role] of Object.entries(roles)) {
    if (people.has(id)) continue;
    const code = await makeCodeKey(CODE, { n: 1024, r: 8, p: 1 });
    people.set(id, { id, role, station: null, name: `Тестова ${id}`, code, defaultCode: false });
  }
  return [...people.values()];
}

export interface WorldGiven {
  /** 0001 has constituency saruu-1; 0050 is for all. */
  readonly station?: string;
  readonly smallCount?: number;
  /** Whether the package names a key to seal small counts to. */
  readonly sealing?: boolean;
  readonly election?: Election;
  /** Ballots that its store has room for. */
  readonly capacity?: number;
}

export type World = Awaited<ReturnType<typeof resultsWorld>>;

/** @param cast what lies in the box at the close, in the order in which it was put in */
export async function resultsWorld(cast: readonly BallotRecord[], given: WorldGiven = {}) {
  const { station = '0001', smallCount = 5, sealing = true, election = demoElection, capacity = 150 } = given;
  const stateDir = mkdtempSync(join(tmpdir(), 'taanuu-results-'));
  const centre = await makeAgreementKey();
  const keys = value(await openKeys(stateDir));
  const now = () => new Date('2023-10-08T21:07:33+06:00');
  const changes = new Changes();
  const precinct = precinctOf(election, station);
  if (!precinct || !election.papers) throw new Error('no such station');
  const sealingKey = sealing ? Buffer.from(centre.publicKey).toString('base64url') : null;
  const taken: TakenPackage = {
    ...{ sha256: 'ab'.repeat(32), version: 1, election, precinct, devices: [], papers: election.papers },
    commission: { name: 'Demo', demo: true },
    policy: { ...defaultPolicy, results: { ...resultsDefault, smallCount, sealingKey } },
    people: await peopleHere(),
  };
  const journal = value(BallotJournal.open({ stateDir, keys, now, changes }));
  value(journal.turnTo({ election, precinct }));
  const ballots = new Ballots({ stateDir, keys, size: { capacity, slotBytes: 8192 } });
  const desk = new BallotDesk(journal, () => taken, now);
  const said: OutOfBallotZone[] = [];
  const queued: string[] = [];
  const frame = {
    ...{ stateDir, keys, journal, ballots, desk, changes, now, stack: null, taken: () => taken },
    hatch: {
      say: (message: OutOfBallotZone) => void said.push(message),
      outgoing: (file: string) => join(stateDir, 'hatch', 'out', file),
    },
    squarePictures: (image: Uint8Array) =>
      new Map([['deputy/c-2', { width: 2, height: 2, dpi: 200, pixels: image.slice(0, 4) }]]),
    queue: async (_pdf: Uint8Array, title: string) => {
      queued.push(title);
      return { ok: true, value: null } as const;
    },
  };
  journal.record('ballot.station-told', { stage: 'open', sitting: SITTING }, SYSTEM);
  value(ballots.turnTo({ election: election.id, mode: election.mode, station, sitting: SITTING }));
  journal.record('ballot.opened', { box: 'box-1' }, SYSTEM);
  for (const record of cast) put(ballots, record);
  const close = (): void => {
    journal.record('ballot.station-told', { stage: 'closed', sitting: SITTING }, SYSTEM);
    journal.record('ballot.closed', { sheets: ballots.cast?.sheets ?? 0 }, SYSTEM);
  };
  return {
    ...{ stateDir, frame, journal, ballots, said, queued, keys, centre, taken, close },
    room: new ResultsRoom(frame),
    put: (record: BallotRecord) => put(ballots, record),
    /** The same zone after it was started again. */
    again: () => new ResultsRoom(frame),
    events: () => [...journal.file.journal.events()],
    /** Every file of the zone. */
    files: () =>
      readdirSync(stateDir, { recursive: true, withFileTypes: true }).flatMap((one) => {
        const path = join(one.parentPath, one.name);
        return one.isFile() ? [{ path, bytes: readFileSync(path) }] : [];
      }),
    /** Everything that lies in the hatch's folder, by name. */
    out: () => {
      const folder = join(stateDir, 'hatch', 'out');
      return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))]));
    },
    end: () => {
      ballots.close();
      journal.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

const FLIGHT = { token: '0'.repeat(32), into: 'valid', box: 'box-1' } as const;

/** A sheet drops, with a picture that is as long as the rest of its slot lets it be. */
function put({ cast }: Ballots, record: BallotRecord): void {
  if (!cast) throw new Error('no store');
  value(cast.hold({ record, image: new Uint8Array(cast.imageRoom(record)).fill(0x7f) }, FLIGHT));
  value(cast.dropped());
}

/** Types what the commission has to type, so that everything balances. */
export function typeAll({ room }: Pick<World, 'room'>, protocol: string, handedOut: number): void {
  const typed = { received: handedOut + 10, early: 0, 'in-room': handedOut, outside: 0, cancelled: 10, spoiled: 0 };
  for (const [line, count] of Object.entries(typed)) value(room.protocolDesk.type({ protocol, line, value: count }));
}
