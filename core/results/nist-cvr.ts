import type { BallotStyle } from '../ballot/definition.ts';
import type { BallotRecord } from '../ballot/record.ts';
import { candidateId, contestId, type ReportFacts, selectionId } from './nist-results.ts';

/** A ballot, and the random name under which it stands in this one export. */
export interface NamedBallot {
  readonly record: BallotRecord;
  /** UUID version 4 from the machine's random generator: it is no order, and stands nowhere else. */
  readonly uuid: string;
}

/**
 * Ballots by NIST SP 1500-103 version 1 (`CVR.CastVoteRecordReport`). Nothing in it has a time or a place in an order: no
 * batch sequence, no audit id, one date for the whole file. They stand by their random names.
 * @param styles those that the ballots are of
 * @param ballots of styles of which policy lets single ballots leave the station openly
 * @param device serial number of the kiosk
 */
export function castVoteRecords(
  { election, precinct, at }: Pick<ReportFacts, 'election' | 'precinct' | 'at'>,
  styles: readonly BallotStyle[],
  ballots: readonly NamedBallot[],
  device: string,
) {
  const unit = `ps-${precinct.number}`;
  const byName = ballots.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));
  return {
    '@type': 'CVR.CastVoteRecordReport',
    Version: '1.0.0',
    GeneratedDate: at,
    ReportType: ['originating-device-export'],
    ReportGeneratingDeviceIds: ['device'],
    ReportingDevice: [{ '@id': 'device', '@type': 'CVR.ReportingDevice', SerialNumber: device }],
    GpUnit: [{ '@id': unit, '@type': 'CVR.GpUnit', Type: 'polling-place', Name: precinct.names.en }],
    Election: [
      {
        '@id': 'election',
        '@type': 'CVR.Election',
        Name: election.names.en,
        ElectionScopeId: unit,
        Candidate: styles.flatMap(({ id: style, parts }) =>
          parts.flatMap(({ options }) =>
            options.map(({ id, names }) => ({
              ...{ '@id': candidateId(style, id), '@type': 'CVR.Candidate', Name: names.en },
            })),
          ),
        ),
        Contest: styles.flatMap(({ id: style, parts, title }) =>
          parts.map(({ id: part, marks, options }) => ({
            '@id': contestId(style, part),
            '@type': 'CVR.CandidateContest',
            Name: title.en,
            VoteVariation: marks.max === 1 ? 'plurality' : 'n-of-m',
            VotesAllowed: marks.max,
            ContestSelection: options.map(({ id }) => ({
              '@id': selectionId(style, part, id),
              '@type': 'CVR.CandidateSelection',
              CandidateIds: [candidateId(style, id)],
            })),
          })),
        ),
      },
    ],
    CVR: byName.map(({ record, uuid }) => ({
      '@type': 'CVR.CVR',
      UniqueId: uuid,
      ElectionId: 'election',
      BallotStyleId: record.style,
      CreatingDeviceId: 'device',
      CurrentSnapshotId: `snapshot-${uuid}`,
      CVRSnapshot: [
        {
          '@id': `snapshot-${uuid}`,
          '@type': 'CVR.CVRSnapshot',
          Type: 'original',
          CVRContest: contestsOf(record, styles),
        },
      ],
    })),
  };
}

function contestsOf({ style: id, parts }: BallotRecord, styles: readonly BallotStyle[]) {
  const style = styles.find((one) => one.id === id);
  return (style?.parts ?? []).map((part) => {
    const marked = parts.find((one) => one.part === part.id)?.marked ?? [];
    return {
      '@type': 'CVR.CVRContest',
      ContestId: contestId(id, part.id),
      Overvotes: Math.max(0, marked.length - part.marks.max),
      Undervotes: Math.max(0, part.marks.max - marked.length),
      CVRContestSelection: marked.map((option) => ({
        '@type': 'CVR.CVRContestSelection',
        ContestSelectionId: selectionId(id, part.id, option),
        SelectionPosition: [
          {
            '@type': 'CVR.SelectionPosition',
            HasIndication: 'yes',
            // A vote where the part is within its rule; a mark all the same where it is not.
            NumberVotes: marked.length <= part.marks.max ? 1 : 0,
          },
        ],
      })),
    };
  });
}
