import { ballotSteps, type StepState } from '../../../core/ballot/day/steps.ts';
import { copyReceivers } from '../../../core/journal/catalogue/ballot.ts';
import type { BoxShow, ReturnReason } from '../../../main/api/ballot-views.ts';
import { all, type Families } from './values.ts';

const reasons = all<ReturnReason>({
  ...{ none: true, 'too-many': true, unsure: true, 'other-election': true, 'other-constituency': true },
  ...{ 'test-ballot': true, 'not-a-test-ballot': true, foreign: true, 'blank-side': true, scale: true, streak: true },
  ...{ damaged: true, double: true, 'wrong-size': true, again: true },
});

/** The ballot zone's: the box, and the commission's desk beside it. */
export const ballotFamilies: Families = {
  'box/why.': reasons,
  'box/do.': reasons,
  'box/not-now.': all<Extract<BoxShow, { show: 'not-now' }>['why']>({
    before: true,
    paused: true,
    after: true,
    locked: true,
  }),
  'ballot-desk/step.': ballotSteps,
  'ballot-desk/state.': all<StepState>({ done: true, now: true, later: true, recorded: true }),
  'ballot-desk/print.whom.': copyReceivers,
  'ballot-desk/print.form.': ['a4', 'enlarged'],
  'ballot-desk/protocol.is.': ['signed', 'sealed', 'ready', 'open', 'correcting'],
  'ballot-desk/adjudicate.is.': ['marked', 'empty', 'open'],
  'ballot-desk/locate.': ['in-hand', 'in-hand.what', 'in-box', 'in-box.what'],
  'ballot-desk/explain.': ['explained', 'recounted'],
  'ballot-desk/recount.line.': ['sheets', 'valid', 'invalid'],
  'ballot-desk/page.': ['steps', 'protocols', 'ballots'],
  'ballot-desk/now.': ['package', 'package.what', 'reader', 'reader.what', 'open', 'open.what'],
};
