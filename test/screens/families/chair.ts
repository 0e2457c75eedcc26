import type { Modality } from '../../../core/admission/facts.ts';
import { outsideReasons } from '../../../core/election/policy-applications.ts';
import { closingQuestions, replaceableKinds } from '../../../core/election/policy-day.ts';
import type { KiosksPolicy } from '../../../core/election/policy-kiosks.ts';
import { notMetReasons, sittingKinds } from '../../../core/election/sittings.ts';
import { hatchFiles } from '../../../core/hatch/hatch.ts';
import { ofRefusal } from '../../../core/journal/act-occasions.ts';
import type { ActFacts } from '../../../core/journal/catalogue/acts.ts';
import { conditions, handedKinds } from '../../../core/journal/catalogue/afterwards.ts';
import { copiedSlips } from '../../../core/journal/catalogue/day.ts';
import { handedWords } from '../../../core/receipt/handing-words.ts';
import { listWords, refusalWords } from '../../../core/receipt/words.ts';
import type { SlipSeriesView } from '../../../main/api/day-views.ts';
import type { SittingsTask, SittingView, VisitView } from '../../../main/api/sittings-views.ts';
import type { ChecklistLine } from '../../../main/api/views.ts';
import { toldShort } from '../../../main/identification/ballot-zone/lines.ts';
import { all, type Families, stages, trialModes } from './values.ts';

const refusals = Object.keys(refusalWords);

/** The chair's: the steps of the day, the sittings, acts, and what comes afterwards. */
export const chairFamilies: Families = {
  'kiosks/apart.': all<KiosksPolicy['apart']>({ share: true, all: true, wait: true }),
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
  'chair/detail.': [...trialModes, 'official', ...Object.keys(listWords), ...toldShort],
  'chair/log.ballots.': hatchFiles,
  'afterwards/condition.': conditions,
  'afterwards/kind.': handedKinds,
  'afterwards/what.': Object.keys(handedWords),
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
