import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layouts, listStyle } from '../ballot/examples.fixture.ts';
import { parseMrz } from '../document/mrz.ts';
import { formatMrz } from '../document/mrz-format.ts';
import { approved, mayJoin } from './approval.ts';
import type { Role } from './common.ts';
import { type Election, electionSchema, precinctOf, zoneOf } from './election.ts';
import { policySchema } from './policy.ts';
import { defaultPolicy } from './policy-default.ts';
import { knownCases } from './policy-rehearsal.ts';
import { blocks, type ReadinessFacts, readiness } from './readiness.ts';
import { registerRecordSchema } from './register-record.ts';
import { admissionRules, documentKindOf, documentVerdict, fingerModality, pinToUse } from './rules.ts';

const words = { ky: 'сөз', ru: 'слово', en: 'word' };
const election: Election = {
  id: 'probe-2023',
  mode: 'official',
  demo: false,
  label: null,
  names: words,
  zone: 'Asia/Bishkek',
  day: { date: '2023-10-08', open: '08:00', close: '20:00' },
  outside: { date: '2023-10-07', open: '08:00', close: '20:00' },
  list: { stage: 'final', version: 3, date: '2023-09-28' },
  constituencies: [{ id: 'k1', names: words, seats: 7 }],
  precincts: [
    { number: '0001', names: words, address: words, constituency: 'k1', kind: 'home', zone: null },
    { number: '0002', names: words, address: words, constituency: null, kind: 'remote', zone: 'Asia/Tokyo' },
  ],
  ballots: [
    {
      id: 'deputies',
      names: words,
      constituencies: ['k1'],
      declinable: false,
      medium: { home: 'paper', remote: 'panel' },
    },
    {
      id: 'question',
      names: words,
      constituencies: ['k1'],
      declinable: true,
      medium: { home: 'paper', remote: 'panel' },
    },
  ],
  languages: ['ky', 'ru'],
  source: null,
};

describe('the configuration of an election', () => {
  it('is accepted as written and refused when a part points nowhere', () => {
    expect(electionSchema.parse(election)).toEqual(election);
    const broken: Partial<Election>[] = [
      { precincts: [{ ...election.precincts[0]!, constituency: 'k9' }] },
      { precincts: [{ ...election.precincts[0]!, constituency: null }] },
      { precincts: [election.precincts[0]!, election.precincts[0]!] },
      { ballots: [{ ...election.ballots[0]!, constituencies: ['k9'] }] },
      { constituencies: [...election.constituencies, { id: 'k2', names: words, seats: 1 }] },
      { day: { date: '2023-10-08', open: '20:00', close: '08:00' } },
      { outside: { date: '2023-10-08', open: '08:00', close: '20:00' } },
    ];
    for (const change of broken) expect(electionSchema.safeParse({ ...election, ...change }).success).toBe(false);
    expect(electionSchema.safeParse({ ...election, colour: 'blue' }).success).toBe(false);
  });

  it('has ballots for every constituency of a ballot, or none for that ballot', () => {
    const style = { ...listStyle(2), ballot: 'deputies', constituency: 'k1' };
    const papers = { styles: [style], layouts: [layouts.list] };
    expect(electionSchema.parse({ ...election, papers })).toEqual({ ...election, papers });
    const takes = (changed: object): boolean => electionSchema.safeParse({ ...election, papers, ...changed }).success;
    const styles = (...some: object[]) => ({
      papers: { ...papers, styles: some.map((one) => ({ ...style, ...one })) },
    });
    expect(takes(styles({ ballot: 'question' }))).toBe(true);
    expect(takes(styles({ ballot: 'mayor' }))).toBe(false);
    expect(takes(styles({ constituency: 'k9' }))).toBe(false);
    expect(takes(styles({ layout: 'other' }))).toBe(false);
    expect(takes(styles({}, { id: 'again', number: 9 }))).toBe(false);
    const two = {
      constituencies: [...election.constituencies, { id: 'k2', names: words, seats: 1 }],
      ballots: [{ ...election.ballots[0]!, constituencies: ['k1', 'k2'] }],
    };
    expect(takes(two)).toBe(false);
    expect(takes({ ...two, ...styles({}, { id: 'k2', number: 2, constituency: 'k2' }) })).toBe(true);
  });

  it('has people for a rehearsal in a training only: no PIN but an invented one lies open in it', () => {
    const person = { pin: '11203196100017', surname: 'Тестова', given: 'Айгүл', patronymic: null, paper: words };
    const rehearsal = { people: [person] };
    expect(electionSchema.safeParse({ ...election, mode: 'training', rehearsal }).success).toBe(true);
    for (const mode of ['laboratory', 'public-test', 'official']) {
      expect(electionSchema.safeParse({ ...election, mode, rehearsal }).success, mode).toBe(false);
    }
    const badly = { people: [{ ...person, pin: '1' }] };
    expect(electionSchema.safeParse({ ...election, mode: 'training', rehearsal: badly }).success).toBe(false);
  });

  it('has the shipped twelve cases where a package says nothing of them, and none twice', () => {
    const { rehearsal: _, ...before } = defaultPolicy;
    expect(policySchema.parse(before).rehearsal.cases).toHaveLength(12);
    for (const cases of [[], ['document', 'document'], ['other'], knownCases]) {
      expect(policySchema.safeParse({ ...defaultPolicy, rehearsal: { cases } }).success).toBe(false);
    }
  });

  it('misses any field that is left out', () => {
    for (const field of Object.keys(election)) {
      const { [field as keyof Election]: _, ...rest } = election;
      const parsed = electionSchema.safeParse(rest);
      expect(
        parsed.error?.issues.map((i) => i.path[0]),
        field,
      ).toContain(field);
    }
  });

  it('answers for a precinct', () => {
    const remote = precinctOf(election, '0002');
    expect(remote && zoneOf(election, remote)).toBe('Asia/Tokyo');
    expect(precinctOf(election, '9999')).toBeNull();
  });
});

describe('the shipped default policy', () => {
  it('is valid and has both decisions by persons off', () => {
    expect(policySchema.parse(defaultPolicy)).toEqual(defaultPolicy);
    expect(defaultPolicy.fallbacks.photo.enabled).toBe(false);
    expect(defaultPolicy.fallbacks.override.enabled).toBe(false);
    expect(fingerModality(defaultPolicy)?.threshold).toBe(40);
  });

  it('gives the statechart fingers only, and every ballot with those who vote on it', () => {
    const rules = admissionRules(defaultPolicy, election, { photo: 0, override: 0 });
    expect(rules.modalities.map((m) => m.kind)).toEqual(['finger']);
    expect(rules.ballots).toEqual([
      { ballot: 'deputies', mayBeDeclined: false, constituencies: election.ballots[0]?.constituencies },
      { ballot: 'question', mayBeDeclined: true, constituencies: election.ballots[1]?.constituencies },
    ]);
  });

  it('closes a fallback at its cap', () => {
    const fallbacks = {
      ...defaultPolicy.fallbacks,
      photo: { ...defaultPolicy.fallbacks.photo, enabled: true, cap: 2 },
    };
    const kinds = (used: number) =>
      admissionRules({ ...defaultPolicy, fallbacks }, election, { photo: used, override: 0 }).modalities.map(
        (m) => m.kind,
      );
    expect([kinds(1), kinds(2)]).toEqual([['finger', 'photo'], ['finger']]);
  });

  it('refuses an approval nobody can give', () => {
    const approvals = { ...defaultPolicy.approvals, undo: { persons: 1, roles: ['member'], including: ['chair'] } };
    expect(policySchema.safeParse({ ...defaultPolicy, approvals }).success).toBe(false);
    // Among people whose finger is alike nobody chooses alone.
    const findByFinger = { ...defaultPolicy.approvals.findByFinger, persons: 1 };
    const alone = { ...defaultPolicy.approvals, findByFinger };
    expect(policySchema.safeParse({ ...defaultPolicy, approvals: alone }).success).toBe(false);
    expect(policySchema.safeParse(defaultPolicy).success).toBe(true);
  });

  it('refuses to look for one finger under two names so loosely that chance alone floods the journal', () => {
    const taken = (threshold: number) =>
      policySchema.safeParse({ ...defaultPolicy, sameFinger: { enabled: true, threshold } }).success;
    expect([10, 49, 50, 120].map(taken)).toEqual([false, false, true, true]);
  });

  it('reads a policy of before fingers were looked for: both stay off, and nobody chooses alone', () => {
    const { findByFinger: _, sameFinger: __, approvals, ...rest } = defaultPolicy;
    const { findByFinger: ___, ...others } = approvals;
    const read = policySchema.parse({ ...rest, approvals: others });
    // The rule of then: any two of the commission.
    const findByFinger = { persons: 2, roles: ['chair', 'secretary', 'member'], including: [] };
    expect(read).toEqual({ ...defaultPolicy, approvals: { ...approvals, findByFinger } });
    expect([read.findByFinger.enabled, read.sameFinger.enabled]).toEqual([false, false]);
    // One that says it badly is refused still.
    expect(policySchema.safeParse({ ...defaultPolicy, sameFinger: { enabled: true } }).success).toBe(false);
  });
});

describe('documents', () => {
  it('are told apart by the longest series', () => {
    const id = (number: string) => documentKindOf(defaultPolicy, number)?.id;
    expect([id('ID1234567'), id('an1234567'), id('AC1234567'), id('A1234567'), id('ZZ1')]).toEqual([
      'id-card-2017',
      'id-card-2004',
      'passport-2006',
      'passport-1994',
      undefined,
    ]);
  });

  it('expire by the table of the election, on its day', () => {
    const kind = documentKindOf(defaultPolicy, 'ID1');
    if (!kind) throw new Error('no kind');
    const since = { ...kind, expired: { rule: 'warn-since', date: '2023-01-01' } as const };
    expect(documentVerdict(kind, '2023-10-08', '2023-10-08')).toBe('accepted');
    expect(documentVerdict(kind, '2023-10-07', '2023-10-08')).toBe('expired-accepted');
    expect(documentVerdict(since, '2022-12-31', '2023-10-08')).toBe('expired');
    expect(documentVerdict({ ...kind, expired: { rule: 'refuse' } }, '2023-10-07', '2023-10-08')).toBe('expired');
    expect(documentVerdict({ ...kind, until: '2023-10-01' }, null, '2023-10-08')).toBe('kind-not-accepted');
    expect(documentVerdict(null, null, '2023-10-08')).toBe('kind-not-accepted');
  });
});

describe('the PIN of a document', () => {
  const read = (format: 'td1' | 'td3', number: string) => {
    const holder = { surname: 'TESTOVA', given: 'AIGUL', sex: 'female', birthDate: '1990-01-01' } as const;
    const text = formatMrz({ format, number, pin: '10101199000001', ...holder, expires: '2033-01-01' });
    const document = parseMrz(text);
    if (!document.ok) throw new Error(document.error.fault);
    return document.value;
  };
  const pin = (format: 'td1' | 'td3', number: string, policy = defaultPolicy) => {
    const document = read(format, number);
    expect(document.pin).toBe('10101199000001');
    return pinToUse(document, documentKindOf(policy, document.number));
  };

  it('is taken from the zones of the newer documents', () => {
    expect([pin('td1', 'ID0000001'), pin('td3', 'AC0000001'), pin('td3', 'PE0000001')]).toEqual(
      Array(3).fill('10101199000001'),
    );
  });

  it('is typed for documents of 1994 and 2004, whatever their zone says, and where the zone is not the kind’s', () => {
    expect([pin('td1', 'AN0000001'), pin('td3', 'A0000001'), pin('td1', 'PE0000001')]).toEqual([null, null, null]);
  });

  it('is taken from a 2004 card where the commission’s table says so', () => {
    const documents = defaultPolicy.documents.map((kind) =>
      kind.id === 'id-card-2004' ? { ...kind, zone: 'td1' as const } : kind,
    );
    expect(pin('td1', 'AN0000001', { ...defaultPolicy, documents })).toBe('10101199000001');
  });

  it('of a kind that is not listed is looked up, so that the refusal can say so', () => {
    expect(pin('td1', 'ZZ0000001')).toBe('10101199000001');
  });
});

describe('approvals', () => {
  const chair = { id: 'c', role: 'chair' } as const;
  const member = { id: 'm', role: 'member' } as const;
  const some = (role: Role, n = 0) => ({ id: `${role} ${n}`, role });
  it('count different persons and want the ones named', () => {
    const { undo } = defaultPolicy.approvals;
    expect(approved(undo, [chair, member])).toBe(true);
    expect(approved(undo, [chair])).toBe(false);
    expect(approved(undo, [chair, chair])).toBe(false);
    expect(approved(undo, [member, { id: 's', role: 'secretary' }])).toBe(false);
    expect(approved(undo, [chair, { id: 't', role: 'technician' }])).toBe(false);
  });

  it('take nobody whose role is not allowed, and leave a place for who must be among them', () => {
    const { undo, release } = defaultPolicy.approvals;
    const [secretary, officer, technician] = (['secretary', 'officer', 'technician'] as const).map(some);
    if (!secretary || !officer || !technician) throw new Error('three roles are three people');
    expect(mayJoin(undo, [], secretary)).toBe(true);
    expect(mayJoin(undo, [secretary], member)).toBe(false);
    expect(mayJoin(undo, [secretary], chair)).toBe(true);
    expect(mayJoin(undo, [chair], member)).toBe(true);
    expect(mayJoin(undo, [], officer)).toBe(false);
    expect(mayJoin(release, [officer], member)).toBe(true);
    expect(mayJoin(release, [], technician)).toBe(false);
  });

  it('let persons join one after the other exactly where all of them together are approved', () => {
    const role = fc.constantFrom(...(['officer', 'member', 'chair', 'secretary', 'technician'] as const));
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(defaultPolicy.approvals)),
        fc.array(role, { minLength: 1, maxLength: 3 }),
        // Which of them, if any, holds the duty that the rule names: members alone do.
        fc.option(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 })),
        (rule, roles, holding) => {
          fc.pre(roles.length === rule.persons);
          const all = roles.map((one, place) => some(one, place));
          const oneOf =
            holding && all.filter((one, n) => holding.includes(n) && one.role === 'member').map(({ id }) => id);
          const joined = all.every((one, place) => mayJoin(rule, all.slice(0, place), one, oneOf));
          expect(joined).toBe(approved(rule, all, oneOf));
        },
      ),
    );
  });
});

describe('a record of the register', () => {
  const record = {
    record: 'r1',
    number: 1,
    surname: 'Тестова',
    given: 'Айгүл',
    patronymic: null,
    sex: 'female',
    birthDate: '1990-01-01',
    pin: '10101199000001',
    documents: [{ number: 'ID0000001', expires: '2030-01-01' }],
    address: 'Саруу',
    precinct: '0001',
    constituency: 'k1',
    remote: false,
    votesAt: null,
    admitted: null,
    photo: null,
    fingers: [],
  };
  it('names each field that is missing', () => {
    expect(registerRecordSchema.safeParse(record).success).toBe(true);
    for (const field of Object.keys(record)) {
      const { [field as keyof typeof record]: _, ...rest } = record;
      const parsed = registerRecordSchema.safeParse(rest);
      // Lists of before there was this field say it of nobody.
      if (field === 'votesAt') expect(parsed.data?.votesAt).toBe(null);
      else expect(parsed.error?.issues[0]?.path, field).toEqual([field]);
    }
  });
  it('never takes hostile values for good', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(record)), fc.anything(), (field, value) => {
        const parsed = registerRecordSchema.safeParse({ ...record, [field]: value });
        if (parsed.success) expect(parsed.data).toEqual({ ...record, [field]: value ?? null });
      }),
    );
  });
});

describe('readiness', () => {
  const facts: ReadinessFacts = {
    election,
    people: [],
    device: 'd1',
    demoCommission: false,
    simulated: [],
    keyStrength: 'tpm',
    devices: [
      { device: 'd1', serial: 's', key: 'd1', signing: 'x', agreement: 'x', station: '0001', simulated: false },
    ],
  };
  it('finds nothing wrong with a clean official station', () => expect(readiness(facts)).toEqual([]));

  it('names demo keys, default codes, simulators and unregistered devices', () => {
    const person = { id: 'p', role: 'chair', station: null, name: 'П', defaultCode: true } as const;
    const code = { algorithm: 'scrypt-p256', n: 1024, r: 8, p: 1, salt: 'x', publicKey: 'x' } as const;
    const found = readiness({
      ...facts,
      election: { ...election, demo: true },
      people: [{ ...person, code }],
      demoCommission: true,
      simulated: ['printer'],
      device: 'd2',
      keyStrength: 'file',
    });
    expect(found.map((r) => r.reason)).toEqual([
      'demo-election',
      'demo-commission-key',
      'default-code',
      'device-not-registered',
      'simulated-device',
      'keys-in-file',
    ]);
    expect(found.filter(blocks)).toHaveLength(5);
    expect(readiness({ ...facts, election: { ...election, mode: 'training', demo: true } })).toEqual([]);
  });
});
