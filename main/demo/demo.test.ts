import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDocument } from '../../core/admission/document-check.ts';
import { authenticate, TrustedAuthorities } from '../../core/document/chip/passive.ts';
import { parseMrz } from '../../core/document/mrz.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { documentKindOf, pinToUse } from '../../core/election/rules.ts';
import { compare, decodeTemplate, extract, impression, syntheticFinger } from '../../core/fingerprint/fingerprint.ts';
import { ageOn } from '../../core/person/dates.ts';
import { compareNames } from '../../core/person/names.ts';
import { pinFacts } from '../../core/person/pin.ts';
import { dg1 } from '../../drivers/simulator/chip/document.ts';
import { securityObject } from '../../drivers/simulator/chip/security-object.ts';
import { verifyCode } from '../access/code.ts';
import { importPackage } from '../identification/register/import.ts';
import { openRegister } from '../identification/register/register.ts';
import { unlockWith } from '../identification/register/unlock.ts';
import { decodeAuthorities } from '../package/authorities.ts';
import { demoDocumentState } from './document-state.ts';
import { enrolAll } from './enrol.ts';
import { encodeEnrolled, enrolledBefore, fingerKey } from './enrolled-before.ts';
import { demoPeople } from './people.ts';
import { portraitPng, portraitSvg } from './portrait.ts';
import { prepareDemo } from './prepare.ts';
import { chance } from './random.ts';
import { enrolFinger } from './templates.ts';
import { DEMO_SEED, DEMO_VOTERS, demoElection, demoVoters } from './voters.ts';

const voters = demoVoters();
const dir = mkdtempSync(join(tmpdir(), 'taanuu-demo-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('the voters of the demonstration', () => {
  it('are those of resolution 85 in number, in four precincts, the same every time', () => {
    expect(voters).toHaveLength(DEMO_VOTERS);
    expect(new Set(voters.map((v) => v.record.precinct))).toEqual(new Set(['0001', '0002', '0003', '0004']));
    expect(demoVoters()).toEqual(voters);
    expect(demoVoters('another')[0]).not.toEqual(voters[0]);
    expect(chance('a').next()).toBe(chance('a').next());
  });

  it('are different people with consistent papers', () => {
    for (const key of ['pin', 'record'] as const) {
      expect(new Set(voters.map((v) => v.record[key])).size).toBe(DEMO_VOTERS);
    }
    const { date } = demoElection().day;
    for (const { record, age, papers } of voters) {
      expect(pinFacts(record.pin)).toEqual({ sex: record.sex, birthDate: record.birthDate });
      expect(ageOn(record.birthDate, date)).toBe(age);
      expect(age).toBeGreaterThanOrEqual(18);
      expect(papers.length).toBeGreaterThan(0);
      expect(papers.map((p) => documentKindOf(defaultPolicy, p.number)?.id)).toEqual(papers.map((p) => p.kind));
    }
  });

  it('have names enough, and each list is in alphabetical order', () => {
    const plain = voters.filter((v) => !/кызы|уулу/.test(v.record.surname));
    const stems = new Set(plain.map((v) => v.record.surname.replace(/а$/, '')));
    expect(stems.size).toBeGreaterThanOrEqual(300);
    expect(new Set(voters.map((v) => v.record.given)).size).toBeGreaterThanOrEqual(300);
    expect(voters.filter((v) => v.record.patronymic === null).length).toBeGreaterThan(DEMO_VOTERS / 4);
    const first = voters.filter((v) => v.record.precinct === '0001');
    expect(first.map((v) => v.record.number)).toEqual(first.map((_, i) => i + 1));
    for (const [i, voter] of first.slice(1).entries()) {
      expect(compareNames(first[i]?.record.surname ?? '', voter.record.surname)).toBeLessThanOrEqual(0);
    }
  });

  it('bring documents that a reader reads, and a few that it cannot', () => {
    for (const { papers, record } of voters) {
      for (const paper of papers) {
        if (paper.mrz === null) continue;
        const read = parseMrz(paper.mrz);
        expect(read.ok && { number: read.value.number, expires: read.value.expires }).toEqual({
          number: paper.number,
          expires: paper.expires,
        });
        // The zone of a 2004 card carries the PIN as real ones do; that it is typed is the policy's word.
        expect(read.ok && read.value.pin).toBe(record.pin);
        const used = read.ok && pinToUse(read.value, documentKindOf(defaultPolicy, paper.number));
        expect(used).toBe(paper.kind === 'id-card-2004' ? null : record.pin);
      }
    }
    expect(voters.filter((v) => v.papers[0]?.mrz === null).length).toBeGreaterThan(10);
  });

  it.each(['no-biometrics', 'admitted-outside', 'remote', 'expired-document', 'document-differs', 'old-passport'])(
    'include several of the rare road %s at every station',
    (trait) => {
      for (const precinct of ['0001', '0002', '0003', '0004']) {
        expect(voters.filter((v) => v.trait === trait && v.record.precinct === precinct).length).toBeGreaterThan(3);
      }
    },
  );
});

describe('the papers of the demo, held against its list', () => {
  it('disagree in what they were made to differ in, and in nothing else', () => {
    const found = demoVoters().flatMap(({ record, papers }) =>
      papers.flatMap(({ mrz, differs }) => {
        const read = mrz === null ? null : parseMrz(mrz);
        if (!read?.ok) return [];
        return [
          { differs, warnings: checkDocument(read.value, record, defaultPolicy, demoElection().day.date).warnings },
        ];
      }),
    );
    const of = (what: string | null) => found.filter(({ differs }) => differs === what).map(({ warnings }) => warnings);
    expect(of(null).flat()).toEqual([]);
    expect(of(null).length).toBeGreaterThan(5_000);
    expect(new Set(of('sex').map(String))).toEqual(new Set(['sex-differs']));
    expect(new Set(of('birth-date').map(String))).toEqual(new Set(['birth-date-differs']));
    expect(new Set(of('number').map(String))).toEqual(new Set(['document-number-differs']));
    // A few are changed within what spelling allows.
    expect(of('name').filter((warnings) => warnings.includes('name-differs')).length).toBeGreaterThan(10);
  });
});

describe('portraits', () => {
  it('are small drawings, each person’s own', () => {
    const seen = new Set<string>();
    for (const { record, age } of voters.slice(0, 60)) {
      const sitter = { seed: record.record, sex: record.sex, age };
      expect(portraitPng(sitter).length).toBeLessThanOrEqual(12_288);
      seen.add(portraitSvg(sitter));
    }
    expect(seen.size).toBe(60);
  });
});

describe('fingers that were enrolled before', () => {
  it('are what enrolling them gives, byte by byte', async () => {
    const before = await enrolledBefore();
    const own = voters.filter(({ record }) => record.precinct === '0001');
    const wanted = own.flatMap(({ record, fingers }) => fingers.map((finger) => ({ record: record.record, finger })));
    expect([...before.keys()]).toEqual(wanted.map(({ record, finger }) => fingerKey(record, finger)));
    for (const { record, finger } of wanted.filter((_, at) => at % 250 === 0)) {
      expect(enrolFinger(record, finger)).toEqual(before.get(fingerKey(record, finger)));
    }
  });

  it('serve whoever made them with the same sources, whole, and nobody else', async () => {
    const some = new Map([['demo-00001', [enrolFinger('demo-00001', 2)]]]);
    const bytes = encodeEnrolled(some);
    const file = pathToFileURL(join(dir, 'enrolled.bin'));
    writeFileSync(file, bytes);
    expect([...(await enrolledBefore(file))]).toEqual([['demo-00001/2', some.get('demo-00001')?.[0]]]);
    writeFileSync(file, encodeEnrolled(some, 'others'));
    expect((await enrolledBefore(file)).size).toBe(0);
    writeFileSync(file, bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1));
    await expect(enrolledBefore(file)).rejects.toThrow();
  });

  it('are taken into the list as they are, and the others are enrolled', async () => {
    const pair = voters.filter(({ fingers }) => fingers.length === 2).slice(0, 2);
    const [first, second] = pair.map(({ record, fingers }) => ({ record: record.record, finger: fingers[0] ?? 2 }));
    if (!first || !second) throw new Error('nobody has two fingers');
    const known = { ...enrolFinger(first.record, first.finger), quality: 1 };
    const all = await enrolAll(pair, new Map([[fingerKey(first.record, first.finger), known]]), () => {});
    expect(all.get(first.record)?.fingers.map(({ quality }) => quality === 1)).toEqual([true, false]);
    expect(all.get(second.record)?.fingers[0]).toEqual(enrolFinger(second.record, second.finger));
    expect(all.get(first.record)?.photo).toMatch(/^iVBOR/);
  });
});

describe('a demonstration station', () => {
  it('is made once, imports, and knows its people and its neighbours', async () => {
    const made = await prepareDemo({ stateDir: dir, precinct: '0001', voters: 8 });
    if (!made.ok) throw new Error(made.error.code);
    const { keys, package: path, voters: own } = made.value;
    const again = await prepareDemo({ stateDir: dir, precinct: '0001', voters: 8 });
    expect(again.ok && again.value.sha256).toBe(made.value.sha256);

    const imported = await importPackage({ path, stateDir: dir, keys, current: null });
    if (!imported.ok) throw new Error(JSON.stringify(imported.error));
    const locked = openRegister(dir, keys, imported.value.event.register, null);
    if (!locked.ok) throw new Error(locked.error.code);
    const openers = demoPeople.filter(({ id }) => id === 'chair' || id === 'secretary');
    const opened = await unlockWith(
      dir,
      keys,
      locked.value,
      openers.map(({ id, code }) => ({ person: id, code })),
    );
    if (!opened.ok) throw new Error(opened.error.code);
    const { register } = opened.value;
    expect(register.count()).toBe(8);
    const [first] = own;
    const found = register.byPin(first?.record.pin ?? '');
    expect(found?.surname).toBe(first?.record.surname);
    expect(register.photo(found?.record ?? '')?.type).toBe('image/png');
    const enrolledFingers = own.find((v) => v.fingers.length > 0);
    const { record, fingers } = enrolledFingers ?? { record: null, fingers: [] };
    const templates = register.templates(record?.record ?? '');
    expect(templates.map((t) => t.finger).sort()).toEqual([...fingers].sort());
    for (const { finger, template } of templates) {
      const enrolled = decodeTemplate(template);
      const ridges = syntheticFinger({ seed: DEMO_SEED, voter: record?.record ?? '', finger });
      const touch = impression(ridges, { capture: 1, condition: 'good', width: 256, height: 288, dpi: 450 });
      // Enrolled for real: another touch of the same finger is far from every impostor.
      expect(enrolled.ok && compare(extract(touch).template, enrolled.value)).toBeGreaterThan(20);
    }
    const neighbour = voters.find((v) => v.record.precinct === '0003');
    expect(register.precinctOf(neighbour?.record.pin ?? '')).toBe('0003');
    const chair = register.package.people.find((p) => p.id === 'chair');
    const code = demoPeople.find((p) => p.id === 'chair')?.code ?? '';
    expect(chair && (await verifyCode(code, chair.code))).toBe(true);
    register.close();
    // A chip of the demonstration, whenever it is made, is one that this list believes.
    const groups = new Map([[1, dg1(first?.papers.find(({ mrz }) => mrz !== null)?.mrz ?? '')]]);
    const trusted = new TrustedAuthorities(decodeAuthorities(register.package.documentAuthorities));
    const sod = securityObject(demoDocumentState(dir).signer, groups);
    expect(authenticate(sod, groups, trusted, demoElection().day.date)).toMatchObject({ genuine: true });

    const other = await prepareDemo({ stateDir: dir, precinct: '0050', voters: 2 });
    expect(other.ok && other.value.voters.every((v) => v.record.remote)).toBe(true);
    expect(other.ok && other.value.version).toBe(2);
    await expect(prepareDemo({ stateDir: dir, precinct: '9999' })).rejects.toThrow(RangeError);
  });
});
