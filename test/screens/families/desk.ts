import type { Step, Warning } from '../../../core/admission/step.ts';
import { type ApplicationState, correctable, refusalGrounds } from '../../../core/application/application.ts';
import { changedFields } from '../../../core/election/list-changes.ts';
import { applicationKinds, outsideReasons } from '../../../core/election/policy-applications.ts';
import { duties } from '../../../core/election/policy-duties.ts';
import { knownCases } from '../../../core/election/policy-rehearsal.ts';
import { whereKinds } from '../../../core/election/where.ts';
import type { QualityReason } from '../../../core/fingerprint/fingerprint.ts';
import { helpers } from '../../../core/journal/help-calls.ts';
import { listWords, refusalWords } from '../../../core/receipt/words.ts';
import type { ShiftView } from '../../../main/api/shift-views.ts';
import { all, type Families, stages } from './values.ts';

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
const refusals = Object.keys(refusalWords);

/** At the desk: the voter and the officer, whoever asks or applies before the day, and what is rehearsed. */
export const deskFamilies: Families = {
  'officer/refused.': refusals.filter((reason) => reason !== 'timed-out'),
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
  'officer/refuse.what.': ['finger', 'override'],
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
};
