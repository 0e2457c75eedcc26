import type { PictureFault } from '../../../core/camera/picture-look.ts';
import type { DocumentWarning } from '../../../core/document/identity-document.ts';
import type { MrzRefusal } from '../../../core/document/mrz-image/agree.ts';
import type { InspectedPlace, ZonePlace } from '../../../core/document/zone-inspection.ts';
import type { PowerReading } from '../../../core/power/rule.ts';
import { trialSlips } from '../../../core/receipt/trial-slip.ts';
import type { SensorHint } from '../../../drivers/fingerprint/r30x-image.ts';
import type {
  ConfigurationPlanView,
  KitDifference,
  PlaceChoice,
  PlannedDeviceView,
  PlannedDifference,
} from '../../../main/api/configuration-views.ts';
import type { LinkView } from '../../../main/api/network-views.ts';
import type {
  CameraTrialView,
  ChipTrialView,
  FingerTrialView,
  PageTrialView,
  PowerTrialView,
  ScanTrialView,
} from '../../../main/api/trial-views.ts';
import type {
  BenchComparisonView,
  FingerBenchView,
  FoundGroup,
  FoundView,
  ReadinessLine,
  WireLineView,
} from '../../../main/api/views.ts';
import type { Driver } from '../../../main/identification/devices/setup.ts';
import { guideSteps } from '../../../renderer/technician/guide-steps.ts';
import { all, type Families } from './values.ts';

/** The technician's: devices and what tries them, the guided set-up, a kiosk's configuration. */
export const technicianFamilies: Families = {
  'kiosks/net.state.': all<LinkView['state']>({ off: true, starting: true, up: true }),
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
};
