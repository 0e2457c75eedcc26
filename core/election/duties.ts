import type { Role } from './common.ts';
import type { Approval } from './policy.ts';
import type { DutiesPolicy, Duty } from './policy-duties.ts';

/** Who holds each drawn duty now, by the ids of the people. */
export type DutyHolders = Readonly<Partial<Record<Duty, readonly string[]>>>;

/** Chair and secretary never take part in the lot (VOTA 41356), and nobody outside the commission does. */
export function mayHoldDuty(role: Role): boolean {
  return role === 'member';
}

/** Drawn duties that fewer people hold than must before the opening, in the policy's order. */
export function unfilledDuties({ drawn }: DutiesPolicy, holders: DutyHolders): readonly Duty[] {
  return drawn.flatMap(({ duty, persons }) => ((holders[duty]?.length ?? 0) < persons ? [duty] : []));
}

/**
 * One of whom must be among the approvers, because the rule names their duty.
 * @returns null where the rule asks for nobody in particular; nobody where it waits for the duty to be filled
 */
export function onDuty(
  rule: Pick<Approval, 'duty'>,
  { drawn, unfilled }: DutiesPolicy,
  holders: DutyHolders,
): readonly string[] | null {
  const { duty } = rule;
  if (duty === undefined || drawn.every((one) => one.duty !== duty)) return null;
  const held = holders[duty] ?? [];
  return held.length === 0 && unfilled === 'roles' ? null : held;
}

/** Who takes up and who gives up what, so that `wanted` holds: what stays as it is is not said again. */
export function dutyChanges(
  holders: DutyHolders,
  wanted: readonly { readonly duty: Duty; readonly person: string }[],
): readonly { readonly change: 'given' | 'ended'; readonly duty: Duty; readonly person: string }[] {
  const now = Object.entries(holders).flatMap(([duty, people]) =>
    people.map((person) => ({ duty: duty as Duty, person })),
  );
  const without = (all: typeof wanted, those: typeof wanted) =>
    all.filter(({ duty, person }) => !those.some((one) => one.duty === duty && one.person === person));
  return [
    ...without(now, wanted).map((one) => ({ change: 'ended' as const, ...one })),
    ...without(wanted, now).map((one) => ({ change: 'given' as const, ...one })),
  ];
}
