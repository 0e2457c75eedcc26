import type { BallotStyle } from '../ballot/definition.ts';
import type { Words } from '../election/common.ts';
import type { Election, Precinct } from '../election/election.ts';
import type { Counted } from './figures.ts';

/** Totals of one style at a station, as they are reported. */
export interface ReportedCount {
  readonly style: BallotStyle;
  readonly counted: Counted;
}

/** What the report says besides the numbers. */
export interface ReportFacts {
  readonly election: Election;
  readonly precinct: Precinct;
  /** Voters of the list, and those who took part; null where the identification zone has not told. */
  readonly voters: { readonly registered: number; readonly participated: number } | null;
  readonly issuer: { readonly name: string; readonly abbreviation: string };
  /** Of this program. */
  readonly version: string;
  /** Local time with offset. The same in every file of one export, and never that of a ballot. */
  readonly at: string;
}

const unitId = (precinct: Precinct): string => `ps-${precinct.number}`;
const districtId = (constituency: string): string => `district-${constituency}`;
/** Ids of one contest, candidate and selection; the same in every export. */
export const contestId = (style: string, part: string): string => `contest-${style}-${part}`;
export const selectionId = (style: string, part: string, option: string): string =>
  `selection-${style}-${part}-${option}`;
export const candidateId = (style: string, option: string): string => `candidate-${style}-${option}`;

const text = ({ ky, ru, en }: Words) => ({
  '@type': 'ElectionResults.InternationalizedText',
  Text: Object.entries({ ky, ru, en }).map(([Language, Content]) => ({
    ...{ '@type': 'ElectionResults.LanguageString', Language, Content },
  })),
});

/**
 * The station's results by NIST SP 1500-100 version 2 (`ElectionResults.ElectionReport`): unofficial, because the count by
 * hand is final. Every part of a ballot is a contest; squares that only have a number, and "against all", are candidates of
 * that name, since the standard knows no other selection that a voter marks beside candidates.
 */
export function electionResultsReport(facts: ReportFacts, counts: readonly ReportedCount[]) {
  const { election, precinct, voters, issuer, version, at } = facts;
  const here = unitId(precinct);
  const districts = [...new Set(counts.map(({ style }) => style.constituency))];
  return {
    '@type': 'ElectionResults.ElectionReport',
    Format: 'precinct-level',
    GeneratedDate: at,
    Issuer: issuer.name,
    IssuerAbbreviation: issuer.abbreviation,
    SequenceStart: 1,
    SequenceEnd: 1,
    Status: 'unofficial-partial',
    VendorApplicationId: `taanuu-${version}`,
    ...(election.mode === 'official' ? {} : { IsTest: true, TestType: election.mode }),
    GpUnit: [
      {
        '@id': here,
        '@type': 'ElectionResults.ReportingUnit',
        Type: 'polling-place',
        Name: text(precinct.names),
        Number: precinct.number,
        ...(voters ? { VotersRegistered: voters.registered, VotersParticipated: voters.participated } : {}),
      },
      ...districts.map((id) => ({
        '@id': districtId(id),
        '@type': 'ElectionResults.ReportingUnit',
        Type: 'other',
        OtherType: 'constituency',
        IsDistricted: true,
        Name: text(election.constituencies.find((one) => one.id === id)?.names ?? { ky: id, ru: id, en: id }),
      })),
    ],
    Election: [
      {
        '@type': 'ElectionResults.Election',
        Name: text(election.names),
        StartDate: election.day.date,
        EndDate: election.day.date,
        Type: 'general',
        ElectionScopeId: here,
        BallotCounts: [
          {
            '@type': 'ElectionResults.BallotCounts',
            GpUnitId: here,
            Type: 'election-day',
            BallotsCast: sum(counts.map(({ counted }) => counted.sheets.valid + counted.sheets.invalid)),
            BallotsRejected: sum(counts.map(({ counted }) => counted.sheets.invalid)),
          },
        ],
        Candidate: counts.flatMap(({ style }) =>
          style.parts.flatMap(({ options }) =>
            options.map(({ id, names }) => ({
              '@id': candidateId(style.id, id),
              '@type': 'ElectionResults.Candidate',
              BallotName: text(names),
            })),
          ),
        ),
        Contest: counts.flatMap(({ style, counted }) =>
          style.parts.map((part) => ({
            '@id': contestId(style.id, part.id),
            '@type': 'ElectionResults.CandidateContest',
            Name: style.title.en,
            ElectionDistrictId: districtId(style.constituency),
            VotesAllowed: part.marks.max,
            ContestSelection: part.options.map(({ id }) => ({
              '@id': selectionId(style.id, part.id, id),
              '@type': 'ElectionResults.CandidateSelection',
              CandidateIds: [candidateId(style.id, id)],
              VoteCounts: [
                {
                  '@type': 'ElectionResults.VoteCounts',
                  GpUnitId: here,
                  Type: 'total',
                  Count: counted.votes[part.id]?.[id] ?? 0,
                },
              ],
            })),
          })),
        ),
      },
    ],
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
