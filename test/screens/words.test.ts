import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Modality } from '../../core/admission/facts.ts';
import type { Refusal, Step, Warning } from '../../core/admission/step.ts';
import { type ApplicationState, correctable, refusalGrounds } from '../../core/application/application.ts';
import type { PictureFault } from '../../core/camera/picture-look.ts';
import type { DocumentWarning } from '../../core/document/identity-document.ts';
import type { MrzRefusal } from '../../core/document/mrz-image/agree.ts';
import type { InspectedPlace, ZonePlace } from '../../core/document/zone-inspection.ts';
import { changedFields } from '../../core/election/list-changes.ts';
import { applicationKinds, outsideReasons } from '../../core/election/policy-applications.ts';
import { closingQuestions, replaceableKinds } from '../../core/election/policy-day.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { duties } from '../../core/election/policy-duties.ts';
import { knownCases } from '../../core/election/policy-rehearsal.ts';
import { notMetReasons, sittingKinds } from '../../core/election/sittings.ts';
import { whereKinds } from '../../core/election/where.ts';
import type { QualityReason } from '../../core/fingerprint/fingerprint.ts';
import { ofRefusal } from '../../core/journal/act-occasions.ts';
import type { ActFacts } from '../../core/journal/catalogue/acts.ts';
import { conditions, handedKinds } from '../../core/journal/catalogue/afterwards.ts';
import { copiedSlips } from '../../core/journal/catalogue/day.ts';
import { helpers } from '../../core/journal/help-calls.ts';
import type { PowerReading } from '../../core/power/rule.ts';
import { questionWords } from '../../core/receipt/day-words.ts';
import { dutyWords } from '../../core/receipt/duty-lines.ts';
import { handedWords } from '../../core/receipt/handing-words.ts';
import { rehearsalCaseWords } from '../../core/receipt/rehearsal-words.ts';
import { trialSlips } from '../../core/receipt/trial-slip.ts';
import { listWords, modalityWords, modeWords, refusalWords, slipWords } from '../../core/receipt/words.ts';
import type { SensorHint } from '../../drivers/fingerprint/r30x-image.ts';
import type {
  ConfigurationPlanView,
  KitDifference,
  PlaceChoice,
  PlannedDeviceView,
  PlannedDifference,
} from '../../main/api/configuration-views.ts';
import type { SlipSeriesView } from '../../main/api/day-views.ts';
import type { ShiftView } from '../../main/api/shift-views.ts';
import type { SittingsTask, SittingView, VisitView } from '../../main/api/sittings-views.ts';
import type {
  CameraTrialView,
  ChipTrialView,
  FingerTrialView,
  PageTrialView,
  PowerTrialView,
  ScanTrialView,
} from '../../main/api/trial-views.ts';
import type {
  BenchComparisonView,
  ChecklistLine,
  DeviceView,
  FingerBenchView,
  FoundGroup,
  FoundView,
  Mode,
  ReadinessLine,
  Role,
  Stage,
  WireLineView,
} from '../../main/api/views.ts';
import type { Driver } from '../../main/identification/devices/setup.ts';
import { guideSteps } from '../../renderer/technician/guide-steps.ts';
import { glossary } from './glossary.ts';

const root = join(import.meta.dirname, '../..');
const languages = ['ky', 'ru', 'en'] as const;
type Language = (typeof languages)[number];
/** Every file of words is a namespace: a new one is held to the same rules without being named here. */
const namespaces = readdirSync(join(root, 'assets/locales/ky')).map((file) => basename(file, '.json'));

type Entries = Readonly<Record<string, string>>;
type Nested = Readonly<Record<string, string | Entries>>;
const read = (path: string): Nested => JSON.parse(readFileSync(join(root, path), 'utf8')) as Nested;
/** Problems have three texts for a code; here each has a key of its own, "code/officer". */
const flat = (entries: Nested): readonly (readonly [string, string])[] =>
  Object.entries(entries).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[key, value] as const]
      : Object.entries(value).map(([part, text]) => [`${key}/${part}`, text] as const),
  );
const words = Object.fromEntries(
  languages.map((language) => [
    language,
    Object.fromEntries(
      namespaces.flatMap((namespace) =>
        flat(read(`assets/locales/${language}/${namespace}.json`)).map(([key, text]) => [`${namespace}/${key}`, text]),
      ),
    ),
  ]),
) as Readonly<Record<Language, Entries>>;

/** Kyrgyz words that are spelt as in Russian because they are the same words. */
const trulySame: readonly string[] = [
  'chair/item.device-camera',
  'parts/device.camera',
  'parts/light.camera',
  'parts/light.display',
  'parts/menu',
  'parts/mode',
  'parts/paged.at',
  'officer/refused.device',
  'parts/pin',
  'parts/trail.document',
  'parts/trail.receipt',
  'parts/light.document',
  'parts/light.printer',
  'parts/light.chip',
  'reception/answer.pin',
  'technician/check.device',
  'parts/light.page-printer',
  'parts/role.officer',
  'parts/role.technician',
  'chair/page.log',
  'chair/item.mode',
  'parts/write.file',
  'parts/write.stick',
  'parts/write.stick-gb',
  'parts/write.stick-mb',
  'playground/person.pin',
  'trial/scan.dpi-of',
  'technician/reopen.found',
  'verifier/sitting',
];

/** All values of a kind, complete because the compiler asks for each. */
const all = <T extends string>(values: Readonly<Record<T, true>>): readonly string[] => Object.keys(values);
const refusals = Object.keys(refusalWords) as (Refusal['reason'] | 'timed-out')[];
const kinds: Readonly<Record<DeviceView['kind'], true>> = {
  fingerprint: true,
  document: true,
  chip: true,
  'page-scanner': true,
  printer: true,
  'page-printer': true,
  power: true,
  display: true,
  camera: true,
};
const stages = all<Stage>({
  unprovisioned: true,
  ready: true,
  open: true,
  suspended: true,
  finishing: true,
  closed: true,
  'handed-over': true,
});
const trialModes = all<Exclude<Mode, 'official'>>({ training: true, laboratory: true, 'public-test': true });
/** What is wrong with a touch, and what has no words of its own. */
const hints = [
  ...all<QualityReason>({
    'no-finger': true,
    'too-small': true,
    'off-centre': true,
    'too-dry': true,
    'too-wet': true,
    smeared: true,
  }),
  'other',
];
const fingers = Array.from({ length: 10 }, (_, index) => String(index + 1));

/** Keys that a screen puts together from a word of ours and a value of the zone: one for each value there can be. */
const families: Readonly<Record<string, readonly string[]>> = {
  'officer/refused.': refusals.filter((reason) => reason !== 'timed-out'),
  'acts/refusal.': [...ofRefusal.keys()],
  'acts/part.': ['due', 'byHand', 'drawn'],
  'acts/none.': ['due', 'byHand', 'drawn'],
  'acts/drawn.': ['none', 'yes', 'no', 'maybe'],
  'acts/out.': ['yes', 'no', 'maybe'],
  'acts/conflict.': all<NonNullable<ActFacts['conflict']>>({
    admitted: true,
    reserved: true,
    'on-paper': true,
    elsewhere: true,
  }),
  'officer/offer.': refusals.filter((reason) => reason !== 'timed-out'),
  'officer/warning.': all<Warning>({
    'sex-differs': true,
    'birth-date-differs': true,
    'name-differs': true,
    'document-number-differs': true,
    'check-digit': true,
    'chip-not-genuine': true,
    'chip-differs': true,
    'chip-unvouched': true,
    'document-expired-accepted': true,
  }),
  'officer/finger.': fingers,
  'playground/finger.': fingers,
  'officer/not-serving.': stages,
  'parts/stage.': stages,
  'chair/duty.': stages,
  'chair/duty.what.': stages,
  'sittings/kind.': sittingKinds,
  'sittings/task.': all<SittingsTask>({
    ...{ 'take-ballots': true, applicants: true, 'return-ballots': true, write: true, take: true, 'not-await': true },
    batches: true,
  }),
  'sittings/visit.': all<VisitView['state']>({ done: true, 'not-met': true, next: true, waiting: true }),
  'sittings/visits.why.': notMetReasons,
  'sittings/applicants.reason.': outsideReasons,
  'sittings/ballots.': ['handedOut', 'spoiled', 'broughtBack'],
  'sittings/state.': all<SittingView['state']>({ closed: true, open: true, next: true, coming: true, passed: true }),
  'parts/mode.': trialModes,
  'parts/mode-name.': trialModes,
  'chair/detail.': [...trialModes, 'official', ...Object.keys(listWords)],
  'parts/role.': all<Role>({
    officer: true,
    member: true,
    chair: true,
    secretary: true,
    technician: true,
    administrator: true,
  }),
  'parts/device.': all<DeviceView['kind']>(kinds),
  'parts/light.': all<DeviceView['kind']>(kinds),
  'parts/light-state.': ['working', 'attention', 'missing'],
  'officer/refuse.what.': ['finger', 'override'],
  'parts/state.': all<DeviceView['state']>({ ready: true, working: true, attention: true, missing: true }),
  'technician/touch.': all<Exclude<FingerBenchView['state'], 'idle'>>({ waiting: true, reading: true, working: true }),
  'technician/verdict.': all<BenchComparisonView['verdict']>({
    match: true,
    'no-match': true,
    'too-poor': true,
    'no-rule': true,
  }),
  'technician/driver.': all<Driver>({
    r30x: true,
    'mrz-serial': true,
    'hid-scanner': true,
    chip: true,
    escpos: true,
    sbi: true,
    sane: true,
    escl: true,
    cups: true,
    power: true,
    display: true,
    camera: true,
  }),
  'technician/attached.kind.': all<FoundView['kind']>({
    serial: true,
    hid: true,
    lp: true,
    pcsc: true,
    sbi: true,
    sane: true,
    escl: true,
    cups: true,
    nut: true,
    supply: true,
    display: true,
    camera: true,
    typed: true,
  }),
  'technician/attached.group.': all<FoundGroup>({
    cable: true,
    reader: true,
    scanner: true,
    printer: true,
    power: true,
    screen: true,
  }),
  'configuration/change.': all<Exclude<PlannedDeviceView['change'], 'same'>>({
    added: true,
    changed: true,
    removed: true,
  }),
  'configuration/differs.': all<PlannedDifference>({ driver: true, place: true, options: true }),
  'configuration/kit-differs.': all<KitDifference>({
    missing: true,
    driver: true,
    model: true,
    'model-unknown': true,
    options: true,
    extra: true,
  }),
  'configuration/signer.': all<ConfigurationPlanView['signer']>({ self: true, named: true, stranger: true }),
  'configuration/setting.': all<ConfigurationPlanView['settings'][number]['setting']>({ folders: true, kit: true }),
  'configuration/why.': all<PlaceChoice['why']>({ file: true, here: true, found: true }),
  'technician/wire.': all<WireLineView['way']>({ in: true, out: true, link: true }),
  'trial/finger.': all<FingerTrialView['stage']>({
    live: true,
    waiting: true,
    reading: true,
    judging: true,
    done: true,
  }),
  'trial/finger.hint.': all<SensorHint>({ 'capture-failed': true, 'too-disorderly': true, 'too-few-features': true }),
  'trial/place.': all<ZonePlace>({
    ...{ code: true, issuer: true, number: true, optional: true, nationality: true, birth: true, sex: true },
    ...{ expiry: true, names: true, composite: true },
  }),
  'trial/vouched.': all<InspectedPlace['vouched']>({ own: true, composite: true, none: true }),
  'trial/warning.': all<DocumentWarning>({
    ...{ composite: true, 'pin-birth-date': true, 'pin-sex': true, 'century-inferred': true, 'name-cut': true },
  }),
  'trial/fault.check-digit.': ['number', 'birthDate', 'expires', 'pin'],
  'trial/fault.value.': ['number', 'birthDate', 'expires', 'sex'],
  'trial/fault.': ['shape', 'not-kyrgyz'],
  'trial/chip.': all<Exclude<ChipTrialView['step'], 'done'>>({ zone: true, card: true, reading: true }),
  'trial/chip.verdict.': all<NonNullable<ChipTrialView['verdict']>>({
    ...{ genuine: true, 'authority-unknown': true, 'not-genuine': true },
  }),
  'trial/camera.': all<Exclude<CameraTrialView['step'], 'done'>>({ taking: true, comparing: true }),
  'afterwards/condition.': conditions,
  'afterwards/kind.': handedKinds,
  'afterwards/what.': Object.keys(handedWords),
  'trial/camera.look.': [
    ...all<PictureFault>({ black: true, dark: true, white: true, even: true, frozen: true }),
    'well',
  ],
  'trial/scan.': all<Exclude<ScanTrialView['step'], 'done'>>({ waiting: true, scanning: true, looking: true }),
  'trial/scan.zone.': all<MrzRefusal>({
    ...{ page: true, 'no-zone': true, unsure: true, disagree: true, 'reader-failed': true },
  }),
  'trial/slip.': trialSlips,
  'trial/look.': [
    ...['letters', 'kyrgyz', 'ruler', 'ramp', 'bar', 'qr', 'edges', 'cut'],
    ...['frame', 'ruler-a4', 'grays'],
  ],
  'trial/job.': all<PageTrialView['state']>({
    ...{ sending: true, waiting: true, processing: true, stopped: true, canceled: true, aborted: true },
    completed: true,
  }),
  'trial/power.': all<PowerTrialView['step']>({ pull: true, 'put-back': true, done: true }),
  'trial/source.': all<PowerReading['source']>({ mains: true, battery: true, unknown: true }),
  'technician/guide.first.': guideSteps,
  'technician/guide.second.': guideSteps,
  'technician/guide.good.': guideSteps.filter((step) => step !== 'readiness'),
  'technician/guide.absent.': guideSteps.filter((step) => step !== 'readiness'),
  'technician/guide.title.': ['display', 'readiness'],
  'technician/readiness.': all<ReadinessLine['state']>({ good: true, warn: true, bad: true }),
  'technician/check.': [
    'device',
    'simulated',
    'list',
    'kit',
    'problem',
    'disk',
    'folder',
    'clock-set',
    'keys',
    'voter-display',
  ],
  'technician/minutia.': ['ending', 'bifurcation', 'paired'],
  'people/duty.': duties,
  'people/help.call.': helpers,
  'people/help.called.': helpers,
  'people/shift.slip.': all<NonNullable<ShiftView['slip']> | 'none'>({ yes: true, no: true, maybe: true, none: true }),
  'officer/search.': all<Extract<Step, { at: 'finger-search' }>['state']>({
    waiting: true,
    reading: true,
    searching: true,
  }),
  'officer/hint.': hints,
  'voter/hint.': hints,
  'application/kind.': applicationKinds,
  'application/field.': correctable,
  'application/reason.': outsideReasons,
  'application/why.': refusalGrounds,
  'application/state.': all<ApplicationState['at']>({ waiting: true, granted: true, refused: true }),
  'application/count.': ['waiting', 'granted', 'refused'],
  'reception/answer.': whereKinds,
  'reception/list.field.': changedFields,
  'reception/list.stage.': Object.keys(listWords),
  'rehearsal/case.': knownCases,
  'rehearsal/do.': knownCases,
  'rehearsal/see.': [...knownCases, 'no-finger.people'],
  'chair/touches.': ['all', 'poor', 'missed'],
  'chair/state.': [...all<ChecklistLine['state']>({ done: true, 'to-do': true, blocked: true }), 'difference'],
  'chair/modality.': all<Modality>({ finger: true, face: true, photo: true, override: true }),
  'chair/reason.': refusals,
  'chair/item.question-': closingQuestions,
  'day/question.': closingQuestions,
  'day/copies.': [...copiedSlips, ...all<SlipSeriesView['state']>({ printing: true, waiting: true, maybe: true })],
  'day/opening.leaves.': replaceableKinds,
  'day/opening.list.': ['voters', 'version', 'last'],
};

describe('the words of the screens', () => {
  it.each(Object.entries(families))('has %s for every value there can be', (family, values) => {
    for (const value of values) expect(words.ky, value).toHaveProperty([`${family}${value}`]);
  });

  it('counts on the slips under the names of the screen, so that both can be compared', () => {
    const pairs = [
      ...Object.entries(refusalWords).map(([key, both]) => [`reason.${key}`, both] as const),
      ...Object.entries(modalityWords).map(([key, both]) => [`modality.${key}`, both] as const),
      ...(['registered', 'reserved', 'confirmed', 'released', 'undone', 'reprints', 'homecomers'] as const).map(
        (key) => [`total.${key}`, slipWords[key]] as const,
      ),
      ['by-modality', slipWords.byModality] as const,
      ['by-sex', slipWords.bySex] as const,
      ['by-age', slipWords.byAge] as const,
      ['by-reason', slipWords.byReason] as const,
      ['sex.female', slipWords.women] as const,
      ['sex.male', slipWords.men] as const,
    ];
    for (const [key, both] of pairs) {
      expect({ ky: words.ky[`chair/${key}`], ru: words.ru[`chair/${key}`] }, key).toEqual(both);
    }
  });

  it("counts on the observers' page under the names of the slip that it verifies", () => {
    const pairs = [
      ...(
        ['registered', 'reserved', 'confirmed', 'released', 'undone', 'validSlips', 'reprints', 'onPaper'] as const
      ).map((key) => [`total.${key}`, slipWords[key]] as const),
      ...(['station', 'sitting', 'device', 'head'] as const).map((key) => [key, slipWords[key]] as const),
      ...(['inside', 'signatures', 'receipts'] as const).map((key) => [`total.${key}`, questionWords[key]] as const),
      ['total.byHand', questionWords['by-hand']] as const,
    ];
    for (const [key, both] of pairs) {
      expect({ ky: words.ky[`verifier/${key}`], ru: words.ru[`verifier/${key}`] }, key).toEqual(both);
    }
  });

  it('calls a drawn duty on the slips as on the screens', () => {
    for (const [duty, both] of Object.entries(dutyWords)) {
      expect({ ky: words.ky[`people/duty.${duty}`], ru: words.ru[`people/duty.${duty}`] }).toEqual(both);
      for (const language of languages) expect(words[language]).toHaveProperty([`people/duty.${duty}.who`]);
    }
  });

  it('calls the cases of a rehearsal on the slip as on the screens', () => {
    for (const [one, both] of Object.entries(rehearsalCaseWords)) {
      expect({ ky: words.ky[`rehearsal/case.${one}`], ru: words.ru[`rehearsal/case.${one}`] }).toEqual(both);
    }
  });

  it('calls a mode on the slips as on the screens', () => {
    for (const [mode, both] of Object.entries(modeWords)) {
      if (both === null) continue;
      expect(both.ky).toContain(words.ky[`parts/mode-name.${mode}`]);
      expect(both.ru).toContain(words.ru[`parts/mode-name.${mode}`]);
      for (const language of languages) {
        expect(words[language][`parts/mode.${mode}`]).toContain(words[language][`parts/mode-name.${mode}`]);
      }
    }
  });

  it('calls the roles as the signed policy does, which this version takes with no other words', () => {
    for (const { role, names } of defaultPolicy.roles) {
      for (const language of languages) expect(words[language][`parts/role.${role}`]).toBe(names[language]);
    }
  });

  it.each(languages)('%s has every key, and each with words', (language) => {
    expect(Object.keys(words[language])).toEqual(Object.keys(words.ky));
    for (const [key, text] of Object.entries(words[language])) expect(text, key).toMatch(/\S/);
  });

  it('uses the same values in all three languages', () => {
    const values = (text: string | undefined): string[] =>
      [...(text ?? '').matchAll(/\{\{\w+\}\}/g)].map(String).sort();
    for (const key of Object.keys(words.ky)) {
      expect(values(words.ru[key]), key).toEqual(values(words.ky[key]));
      expect(values(words.en[key]), key).toEqual(values(words.ky[key]));
    }
  });

  it('is Kyrgyz where it says so', () => {
    const same = Object.keys(words.ky).filter(
      (key) => words.ky[key] === words.ru[key] || words.ky[key] === words.en[key],
    );
    expect(same.sort()).toEqual([...trulySame].sort());
  });

  it('spells Kyrgyz with its own letters, without the look-alike fita and without odd spaces', () => {
    for (const [key, text] of Object.entries(words.ky)) expect(text, key).not.toMatch(/[ѳѲ\u00a0]/);
  });

  it.each(glossary)('speaks of $ru by the terms of the glossary', ({ ru, ky, en }) => {
    const speaking = Object.keys(words.ru).filter((key) => ru.test(words.ru[key] ?? ''));
    expect(speaking).not.toEqual([]);
    for (const key of speaking) {
      expect(words.ky[key], key).toMatch(ky);
      expect(words.en[key], key).toMatch(en);
    }
  });

  it('has no plural after a number in Kyrgyz', () => {
    for (const [key, text] of Object.entries(words.ky)) {
      expect(text, key).not.toMatch(
        /(\d|\{\{\w+\}\}) \p{L}+(лар|лер|лор|лөр|дар|дер|дор|дөр|тар|тер|тор|төр)(\s|\p{P}|$)/u,
      );
    }
  });

  it('names in reviewed.json only entries that exist, and says "no" of each', () => {
    const reviewed = read('assets/locales/reviewed.json');
    expect(new Set(namespaces)).toEqual(new Set(Object.keys(reviewed).map((key) => key.split('/')[0])));
    expect(Object.keys(reviewed).filter((key) => !(key in words.ky))).toEqual([]);
    expect([...new Set(Object.values(reviewed))]).toEqual(['no']);
    // What is not listed is a term that a stored source has: few, and no sentences of ours.
    for (const key of Object.keys(words.ky)) {
      if (!(key in reviewed)) expect((words.ky[key] ?? '').split(' ').length, key).toBeLessThanOrEqual(4);
    }
  });

  it('has words for every key that a screen asks for', () => {
    const asked = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) => {
        const source = readFileSync(join(root, 'renderer', file), 'utf8');
        const home = /useTranslation\(\[?'(\w+)'/.exec(source)?.[1];
        return [...source.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) =>
          key.includes(':') ? key.replace(':', '/') : `${home}/${key}`,
        );
      });
    expect(asked.length).toBeGreaterThan(100);
    expect([...new Set(asked)].filter((key) => !(key in words.ky))).toEqual([]);
  });
});
