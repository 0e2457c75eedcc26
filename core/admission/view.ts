import type { SnapshotFrom } from 'xstate';
import { can } from './chart.ts';
import { ballotsFor, lockRuleOf, mayLook, pendingReceipt, pendingSheet } from './context.ts';
import type { admissionMachine } from './machine.ts';
import { nextModality } from './rules.ts';
import type { Step } from './step.ts';

/** Where the attempt stands, as what the human must do now. An ended attempt is idle. */
export function stepOf(snapshot: SnapshotFrom<typeof admissionMachine>): Step {
  const { context } = snapshot;
  if (snapshot.matches({ attempting: { finding: 'enterPin' } })) {
    const { unreadable, problem } = context;
    return { at: 'enter-pin', why: unreadable, mayFindByFinger: mayLook(context), problem };
  }
  if (snapshot.matches({ attempting: { finding: { byFinger: 'choosing' } } })) {
    return { at: 'finger-candidates', candidates: context.alike, mayLookAgain: mayLook(context) };
  }
  if (snapshot.matches({ attempting: { finding: 'byFinger' } })) {
    const searching = snapshot.matches({ attempting: { finding: { byFinger: 'searching' } } });
    const { progress, hint, missed, problem } = context;
    const state = searching ? 'searching' : progress === null ? 'waiting' : 'reading';
    return { at: 'finger-search', state, progress, hint, missed, problem };
  }
  if (snapshot.matches({ attempting: { finding: 'choosing' } })) {
    return { at: 'choose', candidates: context.candidates, more: context.more, problem: context.problem };
  }
  if (snapshot.matches({ attempting: { deciding: 'homecoming' } })) {
    return { at: 'homecoming', to: context.homecoming?.to ?? null };
  }
  if (snapshot.matches({ attempting: { deciding: 'warned' } })) return { at: 'warning', warnings: context.warnings };
  if (snapshot.matches({ attempting: { identifying: { finger: 'deviceTrouble' } } })) {
    return context.problem
      ? { at: 'device-trouble', problem: context.problem, further: hasFurther(snapshot) }
      : { at: 'looking-up' };
  }
  if (snapshot.matches({ attempting: { identifying: 'finger' } })) return fingerStep(snapshot);
  if (snapshot.matches({ attempting: { identifying: 'photo' } }))
    return { at: 'photo', approvers: approversOf(snapshot) };
  if (snapshot.matches({ attempting: { identifying: 'override' } }))
    return { at: 'override', approvers: approversOf(snapshot) };
  if (snapshot.matches({ attempting: 'takingBallots' })) {
    return { at: 'ballots', ballots: ballotsFor(context).map((rule) => rule.ballot) };
  }
  if (snapshot.matches('locking')) {
    const { lock } = context.here;
    const asked = lockRuleOf(context).ask && lock.hub === 'there';
    return asked ? { at: 'locking', seconds: lock.waitSeconds } : { at: 'reserving' };
  }
  if (snapshot.matches('reserving')) return { at: 'reserving' };
  if (snapshot.matches({ printing: 'trouble' }) && context.problem) {
    const receipt = pendingReceipt(context)?.receipt ?? '';
    return { at: 'print-trouble', receipt, problem: context.problem, sent: context.sent };
  }
  if (snapshot.matches('deliveringBallots')) return ballotStep(snapshot);
  if (snapshot.matches('admitted')) {
    return { at: 'admitted', receipts: context.receipts.map((one) => one.receipt) };
  }
  if (snapshot.matches('refused')) {
    return { at: 'refused', refusal: context.refusal ?? { reason: 'not-identified' } };
  }
  if (snapshot.status !== 'active') return { at: 'idle' };
  if (context.admission !== null) return { at: 'printing', receipt: pendingReceipt(context)?.receipt ?? '' };
  return { at: 'looking-up' };
}

function ballotStep(snapshot: SnapshotFrom<typeof admissionMachine>): Step {
  const { context } = snapshot;
  const { problem, sheets } = context;
  const { ballot, state } = pendingSheet(context) ?? { ballot: '', state: 'none' };
  if (snapshot.matches({ deliveringBallots: 'out' })) return { at: 'ballot-out', ballot, problem };
  if (!snapshot.matches({ deliveringBallots: 'trouble' }) || problem === null) return { at: 'ballot-printing', ballot };
  const { standing } = context;
  const delivered = standing ? [] : sheets.filter((one) => one.state === 'delivered').map((one) => one.ballot);
  return { at: 'ballot-trouble', ballot, problem, sent: state === 'maybe' ? 'maybe' : 'nothing', delivered, standing };
}

function approversOf({ context }: SnapshotFrom<typeof admissionMachine>): number {
  return context.modality && 'approvers' in context.modality ? context.modality.approvers : 0;
}

/** Whether the policy has another way for this voter after the one that is being tried. */
function hasFurther({ context }: SnapshotFrom<typeof admissionMachine>): boolean {
  return nextModality(context.rules, context.modality?.kind ?? null, can(context)) !== null;
}

function fingerStep(snapshot: SnapshotFrom<typeof admissionMachine>): Step {
  const { context } = snapshot;
  const finger = context.fingers[context.fingerAt];
  if (finger === undefined) return { at: 'looking-up' };
  const comparing = snapshot.matches({ attempting: { identifying: { finger: 'comparing' } } });
  return {
    at: 'finger',
    finger,
    tries: { used: context.used, of: context.modality?.kind === 'finger' ? context.modality.triesPerFinger : 0 },
    next: context.fingers.slice(context.fingerAt + 1),
    state: comparing ? 'comparing' : context.progress === null ? 'waiting' : 'reading',
    progress: context.progress,
    hint: context.hint,
    missed: context.missed,
    moved: context.moved,
    further: hasFurther(snapshot),
  };
}
