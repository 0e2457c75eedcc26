import type { DemoVoter } from '../../../demo/voters.ts';
import { belongsTo } from '../../../package/sources.ts';
import { FIRST_STATION, firstElection, NEXT_STATION, nextElection, REMOTE_STATION } from './elections.ts';
import type { Round } from './outside.ts';
import type { Askers } from './reception.ts';
import type { Rehearsing } from './rehearsal.ts';

/** Who plays which part in the story, the same for the same numbers. */
export interface Cast {
  /** The list of the first election as it was at first, and after the commission's answers. */
  readonly list: readonly DemoVoter[];
  readonly answered: readonly DemoVoter[];
  /** The list of the repeat vote: everybody may come once again. */
  readonly repeat: readonly DemoVoter[];
  /** The list of the other station in the next election. */
  readonly next: readonly DemoVoter[];
  readonly askers: Askers;
  readonly rehearsing: Rehearsing;
  readonly round: Round;
  readonly neighbour: DemoVoter;
}

/** Besides those who are visited at home: one who is not met, one passing by, one for each other application. */
const OTHER_PARTS = 4;

/** What stands in the way of a list of so many voters, in words; null where nothing does. */
export function castTrouble(everybody: readonly DemoVoter[], voters: number, outside: number): string | null {
  if (outside < 1) return '--outside: at least one voter is visited.';
  const all = everybody.filter(({ record }) => belongsTo(record, firstElection(1), FIRST_STATION)).length;
  if (voters > all) return `--voters: the list of station ${FIRST_STATION} has ${all} voters.`;
  return castOf(everybody, voters, outside) === null
    ? `--voters: among the first ${voters} of the list there are too few for ${outside} visits and the other parts.`
    : null;
}

/** @returns null where the list has too few voters whom nothing special has happened to */
export function castOf(everybody: readonly DemoVoter[], voters: number, outside: number): Cast | null {
  const of = (election: ReturnType<typeof firstElection>, station: string, count: number) =>
    everybody.filter(({ record }) => belongsTo(record, election, station)).slice(0, count);
  const list = of(firstElection(1), FIRST_STATION, voters);
  const ordinary = list.filter(({ trait, fingers }) => trait === 'ordinary' && fingers.length > 0);
  const [away, passerBy, remote, correction] = ordinary.slice(outside, outside + OTHER_PARTS);
  const [first] = ordinary;
  const neighbour = everybody.find(({ record, trait }) => record.precinct === '0003' && trait === 'ordinary');
  if (!away || !passerBy || !remote || !correction || !first || !neighbour) return null;
  const moved = { remote: true, votesAt: REMOTE_STATION };
  const answered = list.map((one) => (one === remote ? { ...one, record: { ...one.record, ...moved } } : one));
  return {
    ...{ list, answered, neighbour },
    repeat: answered.map((one) => ({ ...one, record: { ...one.record, admitted: null } })),
    next: of(nextElection(), NEXT_STATION, Math.ceil(voters / 2)),
    askers: { outside: first, remote, correction, neighbour },
    rehearsing: { voters: [away, passerBy, first, correction], neighbour },
    round: { applicants: ordinary.slice(0, outside), away, passerBy },
  };
}
