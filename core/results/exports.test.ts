import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BallotRecord } from '../ballot/record.ts';
import { electionSchema } from '../election/election.ts';
import { countBallots, isSmall } from './count.ts';
import { protocolCsv } from './csv.ts';
import { fillForm } from './figures.ts';
import { historicalForm } from './historical-form.ts';
import { castVoteRecords } from './nist-cvr.ts';
import { electionResultsReport } from './nist-results.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const election = electionSchema.parse(read('../../assets/demo/election.json'));
const styles = election.papers?.styles ?? [];
const [style] = styles;
const [precinct] = election.precincts;
if (!style || !precinct) throw new Error('the demo election has no ballots');
const [part] = style.parts;
const options = part?.options.map(({ id }) => id) ?? [];

const ballot = (marked: readonly string[], more: Partial<BallotRecord> = {}): BallotRecord => ({
  ...{ v: 1, style: style.id, test: false, batch: 'box', compartment: 'valid' },
  parts: [{ part: part?.id ?? '', marked: [...marked], unsure: [] }],
  ...more,
});
const [first = '', second = ''] = options;

/** Against one of the official schemas. */
function faults(schema: string, document: unknown): string | null {
  const ajv = new Ajv.default({ allErrors: true, strict: false });
  ajv.addFormat('date-time', (text: string) => /T.*[+-]\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(text)));
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  for (const format of ['uri', 'time', 'byte']) ajv.addFormat(format, true);
  const validate = ajv.compile(read(`../../test/schemas/${schema}.json`));
  return validate(JSON.parse(JSON.stringify(document))) ? null : ajv.errorsText(validate.errors);
}
const facts = {
  ...{ election, precinct, voters: { registered: 120, participated: 4 }, version: '0.1.0' },
  ...{ issuer: { name: 'Central Election Commission', abbreviation: 'CEC' }, at: '2023-10-08T21:00:00+06:00' },
};

describe('the count', () => {
  it('is of valid ballots, and every sheet is counted once', () => {
    const ballots = [
      ballot([first]),
      ballot([first]),
      ballot([second], { batch: 'mobile' }),
      ballot([first, second]),
      ballot([]),
    ];
    const { byStyle, undecided } = countBallots(styles, ballots);
    expect(undecided).toBe(0);
    expect(byStyle.get(style.id)).toMatchObject({
      sheets: { box: 4, mobile: 1, valid: 3, invalid: 2 },
      votes: { [part?.id ?? '']: { [first]: 2, [second]: 1 } },
    });
    expect(byStyle.size).toBe(styles.length);
  });

  it('leaves out test ballots, and waits for persons where a mark is unsure', () => {
    const unsure = ballot([], { parts: [{ part: part?.id ?? '', marked: [], unsure: [first] }] });
    const { byStyle, undecided } = countBallots(styles, [ballot([first], { test: true }), unsure]);
    expect(undecided).toBe(1);
    expect(byStyle.get(style.id)?.sheets).toEqual({ box: 1, mobile: 0, valid: 0, invalid: 0 });
  });

  it('property: the order of the ballots changes nothing, and no sheet is lost', () => {
    const any = fc.subarray(options).map((marked) => ballot(marked));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), fc.array(fc.nat()), (ballots, lots) => {
        const shuffled = ballots
          .map((one, at) => ({ one, lot: lots[at] ?? 0 }))
          .toSorted((a, b) => a.lot - b.lot)
          .map(({ one }) => one);
        const count = countBallots(styles, ballots).byStyle.get(style.id);
        expect(countBallots(styles, shuffled).byStyle.get(style.id)).toEqual(count);
        expect((count?.sheets.valid ?? 0) + (count?.sheets.invalid ?? 0)).toBe(ballots.length);
      }),
    );
  });

  it('knows which counts are too small to be shown: none at all is no secret', () => {
    expect([0, 1, 29, 30].map((sheets) => isSmall(sheets, 30))).toEqual([false, true, true, false]);
  });
});

describe('the exports', () => {
  const ballots = [ballot([first]), ballot([second]), ballot([first, second]), ballot([])];
  const counts = [...countBallots(styles, ballots).byStyle].flatMap(([id, counted]) =>
    styles.filter((one) => one.id === id).map((one) => ({ style: one, counted })),
  );
  const named = ballots.map((record, at) => ({ record, uuid: `${9 - at}d6a9dad-e6d6-4a29-89bc-9ab915012b73` }));

  it('results are valid by NIST SP 1500-100', () => {
    expect(faults('NIST_V2_election_results_reporting', electionResultsReport(facts, counts))).toBeNull();
    expect(
      faults('NIST_V2_election_results_reporting', { ...electionResultsReport(facts, counts), Format: 'x' }),
    ).not.toBeNull();
  });

  it('ballots are valid by NIST SP 1500-103', () => {
    const report = castVoteRecords(facts, styles, named, 'TN-1');
    expect(faults('NIST_V0_cast_vote_records', report)).toBeNull();
    expect(faults('NIST_V0_cast_vote_records', { ...report, Version: '9' })).not.toBeNull();
  });

  it('ballots stand by their random names, and nothing tells when or in which order they came', () => {
    const { CVR, ...rest } = castVoteRecords(facts, styles, named, 'TN-1');
    expect(CVR.map(({ UniqueId }) => UniqueId[0])).toEqual(['6', '7', '8', '9']);
    expect(JSON.stringify(CVR)).not.toMatch(/Batch|Audit|Time|Date|Annotation/);
    expect(JSON.stringify(rest).match(/\d\d:\d\d/g)).toEqual(facts.at.match(/\d\d:\d\d/g));
  });

  it('the table has every line, and each option below its own in the drawn order', () => {
    const known = { identification: null, ballots: counts[0]?.counted ?? null, typed: { received: 130 }, byHand: {} };
    const table = protocolCsv(fillForm(historicalForm, style, known), (option) => ({ ky: `к, ${option}`, ru: option }));
    const rows = table.split('\r\n');
    expect(rows[0]).toBe('\uFEFFline,option,ky,ru,machine,hand,value');
    expect(rows.find((row) => row.startsWith('2,'))).toMatch(/,130,,130$/);
    const votes = rows.filter((row) => row.startsWith('13,')).map((row) => row.split(',')[1]);
    expect(votes).toEqual([
      '',
      ...options.filter((id) => part?.options.find((one) => one.id === id)?.kind === 'candidate'),
    ]);
    expect(rows.find((row) => row.startsWith(`13,${first}`))).toContain(`"к, ${first}"`);
  });
});
