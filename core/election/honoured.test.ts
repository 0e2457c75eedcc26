import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Election, electionSchema } from './election.ts';
import { honoured, notHonoured } from './honoured.ts';
import { approvalKinds, type Policy, policySchema } from './policy.ts';
import { defaultPolicy } from './policy-default.ts';
import { ballotApprovals } from './policy-results.ts';

const root = join(import.meta.dirname, '../..');
const election = electionSchema.parse(JSON.parse(readFileSync(join(root, 'assets/demo/election.json'), 'utf8')));
const signed = { election, policy: defaultPolicy };

const timing = ['width', 'height', 'across', 'down'].map((field) => `timing.${field}`);

/** The fields that the program reads, by the file that does: each file must name the field. */
const readBy: Readonly<Record<string, readonly string[]>> = {
  'core/election/approval.ts': ['persons', 'roles', 'including'].flatMap((field) => [
    ...approvalKinds.map((kind) => `policy.approvals.${kind}.${field}`),
    ...ballotApprovals.map((kind) => `policy.results.approvals.${kind}.${field}`),
  ]),
  'main/ballot/day.ts': ['policy.results.testBeforeOpening'],
  'main/ballot/results/sitting.ts': ['policy.results.smallCount'],
  'main/ballot/results/exports.ts': ['policy.results.sealingKey'],
  'main/ballot/results/signing.ts': ['role', 'persons'].map((field) => `policy.results.form.signed.${field}`),
  'main/ballot/results/protocols.ts': ['title', 'basis'].map((field) => `policy.results.form.${field}`),
  'core/results/nist-results.ts': ['name', 'abbreviation'].map((field) => `policy.results.issuer.${field}`),
  'core/results/protocol.ts': ['policy.results.form.id'],
  'core/results/protocol-sheet.ts': ['lines.id', 'lines.number', 'lines.label', 'ratios.label'].map(
    (field) => `policy.results.form.${field}`,
  ),
  'core/results/figures.ts': [
    ...['from', 'figure', 'part', 'kinds', 'of'].map((field) => `policy.results.form.lines.source.${field}`),
    ...['lines.byHand', 'counts'].map((field) => `policy.results.form.${field}`),
  ],
  'core/results/balance.ts': ['id', 'left', 'relation', 'right', 'required'].map(
    (field) => `policy.results.form.ratios.${field}`,
  ),
  'core/election/duties.ts': [
    ...approvalKinds.map((kind) => `policy.approvals.${kind}.duty`),
    'policy.duties.drawn.duty',
    'policy.duties.drawn.persons',
    'policy.duties.unfilled',
  ],
  'core/election/rules.ts': [
    ...['kind', 'enabled', 'threshold', 'triesPerFinger', 'fingersMax', 'qualityMinimum', 'tries'].map(
      (field) => `policy.modalities.${field}`,
    ),
    ...['photo', 'override'].flatMap((kind) =>
      ['enabled', 'cap', 'approvers'].map((field) => `policy.fallbacks.${kind}.${field}`),
    ),
    ...['accepted', 'series', 'zone', 'from', 'until', 'expired.rule', 'expired.date'].map(
      (field) => `policy.documents.${field}`,
    ),
    'policy.timeouts.attemptSeconds',
    'election.ballots.declinable',
  ],
  'core/ballot/path/chart.ts': ['none', 'tooMany', 'unsure', 'askSeconds'].map((field) => `policy.ballotBox.${field}`),
  'core/ballot/path/screen.ts': ['policy.ballotBox.mayCorrect'],
  'core/booth/small-set.ts': ['policy.booth.minimum', 'policy.booth.small'],
  'core/booth/session/chart.ts': ['idleSeconds', 'answerSeconds', 'challenges'].map((field) => `policy.booth.${field}`),
  'core/ballot/read/rules.ts': ['trace', 'empty', 'mark', 'scale.least', 'scale.most'].map(
    (field) => `policy.ballotReading.${field}`,
  ),
  'core/election/readiness.ts': ['election.mode', 'election.demo'],
  'core/election/election.ts': [
    'election.zone',
    'election.ballots.constituencies',
    'election.constituencies.id',
    'election.papers.styles.ballot',
  ],
  'core/election/sittings.ts': ['kind', 'date', 'open', 'close'].map((field) => `election.sittings.${field}`),
  'core/election/territory-tree.ts': ['code', 'parent', 'precincts'].map((field) => `election.territories.${field}`),
  'main/package/proof.ts': ['kind', 'names'].map((field) => `election.territories.${field}`),
  'main/identification/sittings/lists.ts': ['policy.outside.kiosks', 'policy.outside.arrival'],
  'main/identification/sittings/outside.ts': ['policy.outside.boxesMax', 'policy.outside.onlyApplicants'],
  'core/admission/lock.ts': ['policy.lock.needed', 'policy.offline.home'],
  'main/identification/network/lock-desk.ts': ['policy.lock.waitSeconds', 'policy.lock.silentAfter'],
  'core/admission/eligibility.ts': [
    ...['policy.remote.basis', 'policy.remote.sameConstituency', 'policy.homecoming.listedRemote'],
    'election.precincts.kind',
  ],
  'core/receipt/content.ts': [
    'policy.receipt.lines',
    'policy.receipt.timeRoundingMinutes',
    'election.list.stage',
    'election.list.version',
  ],
  'core/application/application.ts': ['correction', 'outside', 'remote'].flatMap((kind) =>
    ['enabled', 'last.date', 'last.daysBefore', 'answerDays'].map((field) => `policy.applications.${kind}.${field}`),
  ),
  'core/receipt/refusal-slip.ts': [
    'election.help.telephones.names',
    'election.help.telephones.number',
    'election.help.complaints.names',
    'election.help.complaints.address',
    'election.help.complaints.number',
  ],
  'core/ballot/sheet.ts': [
    ...['id', 'layout', 'constituency', 'number'].map((field) => `election.papers.styles.${field}`),
    'election.papers.layouts.id',
  ],
  'core/ballot/layout.ts': [
    ...['title', 'explanation', 'parts.id', 'parts.form', 'parts.title'].map(
      (field) => `election.papers.styles.${field}`,
    ),
    ...['title', 'heading', 'explanation', 'part'].map((field) => `election.papers.layouts.type.${field}`),
    'election.papers.layouts.list.most',
  ],
  'core/ballot/sheet-frame.ts': ['edge', 'inside', 'code', ...timing].map(
    (field) => `election.papers.layouts.${field}`,
  ),
  'core/ballot/sheet-list.ts': [
    ...['id', 'kind', 'names', 'notes'].map((field) => `election.papers.styles.parts.options.${field}`),
    ...['row', 'square', 'line', 'beside', 'name', 'second', 'note'].map(
      (field) => `election.papers.layouts.list.${field}`,
    ),
  ],
  'core/ballot/sheet-grid.ts': ['columns', 'cell.width', 'cell.height', 'square', 'line', 'number'].map(
    (field) => `election.papers.layouts.grid.${field}`,
  ),
  'core/ballot/judge.ts': ['marks.min', 'marks.max', 'spoils'].map((field) => `election.papers.styles.parts.${field}`),
  'main/access/people.ts': ['freeTries', 'waitSeconds', 'deadAfter'].map((field) => `policy.lockout.${field}`),
  'main/identification/desk.ts': ['policy.session.idleMinutes', 'policy.session.limitHours'],
  'main/identification/documents/documents.ts': ['policy.documentChip.read'],
  'main/identification/closing-questions.ts': ['policy.closing.questions'],
  'main/identification/next-voter.ts': ['policy.nextDocument.waitSeconds', 'policy.documents.names'],
  'main/identification/opening-steps.ts': ['seals.id', 'paperList', 'replaceable', 'lateMinutes'].map(
    (field) => `policy.opening.${field}`,
  ),
  'main/identification/day-slips.ts': ['policy.opening.seals.names'],
  'main/identification/finger-search.ts': ['enabled', 'threshold', 'candidates'].map(
    (field) => `policy.findByFinger.${field}`,
  ),
  'main/identification/kiosk.ts': ['election.precincts.zone'],
  'main/identification/projection.ts': ['policy.turnoutTimes', 'policy.timeouts.messageSeconds'],
  'main/identification/shown/station.ts': ['election.day.close', 'election.precincts.names'],
  'main/identification/register/lookup.ts': ['election.precincts.address', 'election.precincts.constituency'],
  'main/identification/reservations.ts': ['home', 'remote'].flatMap((where) =>
    ['time', 'station', 'device'].map((field) => `policy.alreadyAdmitted.${where}.${field}`),
  ),
  'main/identification/rehearsal/rehearsal.ts': ['policy.rehearsal.cases'],
  'main/identification/rehearsal/people.ts': [
    'policy.documents.names',
    ...['pin', 'surname', 'given', 'patronymic', 'paper'].map((field) => `election.rehearsal.people.${field}`),
  ],
  'main/identification/same-finger.ts': ['policy.sameFinger.enabled', 'policy.sameFinger.threshold'],
  'main/identification/copy/copy.ts': ['policy.copy.behindSeconds'],
  'main/identification/paper-road/paper-road.ts': ['policy.paperRoad.everyMinutes'],
  'main/identification/sitting.ts': ['election.day.date'],
  'main/identification/opening-list.ts': ['policy.clock.driftSeconds'],
  'main/identification/slips.ts': [
    'election.names',
    'election.ballots.id',
    'election.ballots.names',
    'election.constituencies.names',
    'election.precincts.number',
    'policy.receipt.maskedPinDigits',
  ],
  'main/identification/papers/acts.ts': [
    'atClose',
    'kinds.kind',
    'kinds.names',
    'kinds.text',
    'kinds.due',
    'kinds.documents',
  ].map((field) => `policy.acts.${field}`),
  'main/identification/afterwards/retention.ts': ['policy.retention.months', 'policy.retention.media'],
  'main/identification/way.ts': ['policy.documents.id'],
  'main/identification/zone.ts': [
    ...['photo', 'override'].flatMap((kind) =>
      ['roles', 'including', 'duty'].map((field) => `policy.fallbacks.${kind}.${field}`),
    ),
    ...['start', 'final'].flatMap((slip) => ['usual', 'most'].map((field) => `policy.slipCopies.${slip}.${field}`)),
  ],
  'main/identification/network/serving.ts': ['policy.kiosks.apart'],
  'core/results/check-results.ts': ['policy.results.signedPages'],
  'main/package/format.ts': ['election.id'],
};

interface Json {
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
}

/** Paths of every field that a schema knows; words in three languages are one field. */
function leaves(schema: Json, path: string): readonly string[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap((one) => leaves(one, path));
  if (schema.items) return leaves(schema.items, path);
  const { properties } = schema;
  if (!properties || 'ky' in properties) return [path];
  return Object.entries(properties).flatMap(([name, one]) => leaves(one, `${path}.${name}`));
}

const all = [
  ...new Set([
    ...leaves(z.toJSONSchema(electionSchema) as Json, 'election'),
    ...leaves(z.toJSONSchema(policySchema) as Json, 'policy'),
  ]),
];
const within = (path: string, whole: string) => path === whole || path.startsWith(`${whole}.`);

describe('every signed field', () => {
  const tabled = honoured.map(({ path }) => path.replaceAll(/\[[^\]]*\]/g, ''));
  const read = new Map(Object.entries(readBy).flatMap(([file, paths]) => paths.map((path) => [path, file] as const)));

  it('is read by the program, or the table says which of its values are honoured', () => {
    const without = all.filter((path) => !read.has(path) && !tabled.some((whole) => within(path, whole)));
    expect(without).toEqual([]);
  });

  it('stands in the lists only if there is such a field', () => {
    for (const path of [...read.keys()]) expect(all).toContain(path);
    for (const whole of tabled)
      expect(
        all.filter((path) => within(path, whole)),
        whole,
      ).not.toEqual([]);
  });

  it.each(Object.entries(readBy))('that is said to be read by %s is named there', (file, paths) => {
    const source = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    for (const path of paths) expect(source, path).toMatch(new RegExp(`\\b${path.split('.').at(-1)}\\b`));
  });
});

it('each field about ballots stands in the manual of the package', () => {
  const manual = readFileSync(join(root, 'docs/election-package.md'), 'utf8');
  const prefixes = ['ballotBox', 'booth', 'ballotReading.scale', 'ballotReading', 'results.approvals', 'results'];
  const names = all.flatMap((path) => {
    const prefix = prefixes.find((one) => path.startsWith(`policy.${one}.`));
    return prefix === undefined ? [] : [`${prefix}.${path.slice(`policy.${prefix}.`.length).split('.')[0]}`];
  });
  expect(new Set(names).size).toBeGreaterThan(15);
  // The second of a row is named by its end alone.
  const stands = (name: string) => manual.includes(`\`${name}\``) || manual.includes(`\`.${name.split('.').at(-1)}\``);
  expect([...names, 'approvals.cancelBallot'].filter((name) => !stands(name))).toEqual([]);
});

describe('a signed value that this version cannot honour', () => {
  it('does not stand in the shipped policy, nor in the demonstration', () => {
    expect(notHonoured(signed)).toBeNull();
  });

  const policy = (change: (policy: Policy) => unknown) => {
    const changed = structuredClone(signed);
    change(changed.policy);
    return changed;
  };
  const elect = (change: (election: Election) => unknown) => {
    const changed = structuredClone(signed);
    change(changed.election);
    return changed;
  };

  it.each([
    [
      'a face is compared',
      policy((p) => p.modalities.map((m) => Object.assign(m, { enabled: true }))),
      { field: 'policy.modalities.1.enabled', value: 'true' },
    ],
    [
      'the device prints the ballot',
      policy((p) => Object.assign(p.receipt, { exchangedForBallot: false })),
      { field: 'policy.receipt.exchangedForBallot', value: 'false' },
    ],
    [
      'a remote voter is admitted unconfirmed',
      policy((p) => Object.assign(p.offline, { remote: 'unconfirmed' })),
      { field: 'policy.offline.remote', value: '"unconfirmed"' },
    ],
    [
      'the list of roles is shorter',
      policy((p) => p.roles.splice(1)),
      { field: 'policy.roles', value: '[{"names":{"en":"Officer","ky":"Оператор","ru":"Оператор"},"role":"officer"}]' },
    ],
    [
      'it is a pilot',
      elect((e) => Object.assign(e, { label: 'pilot' })),
      { field: 'election.label', value: '"pilot"' },
    ],
    [
      'a ballot is taken on a panel at home',
      elect((e) => e.ballots.map((b) => Object.assign(b.medium, { home: 'panel' }))),
      { field: 'election.ballots.0.medium.home', value: '"panel"' },
    ],
    [
      'slips are in English',
      elect((e) => Object.assign(e, { languages: ['ky', 'ru', 'en'] })),
      { field: 'election.languages', value: '["ky","ru","en"]' },
    ],
  ])('is named: %s', (_, configuration, refused) => {
    // The schemas take all of these: it is this version that cannot do them.
    expect(policySchema.safeParse(configuration.policy).success).toBe(true);
    expect(electionSchema.safeParse(configuration.election).success).toBe(true);
    expect(notHonoured(configuration)).toEqual(refused);
  });

  it('may stand where it asks nothing of a device', () => {
    expect(notHonoured(elect((e) => Object.assign(e, { source: 'a decision', outside: null })))).toBeNull();
  });
});
