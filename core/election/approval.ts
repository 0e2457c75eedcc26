import type { Role } from './common.ts';
import type { Approval } from './policy.ts';

/** Somebody who approves, as far as the rules look at people. */
interface Approver {
  readonly id: string;
  readonly role: Role;
}

/**
 * Whether these persons together may give the approval: enough different ones, all of allowed roles, none missing.
 * @param oneOf one of whom must be among them (`onDuty`); null: nobody in particular
 */
export function approved(
  rule: Approval,
  persons: readonly Approver[],
  oneOf: readonly string[] | null = null,
): boolean {
  const different = new Set(persons.map((p) => p.id)).size;
  return (
    different === persons.length &&
    different >= rule.persons &&
    persons.every((p) => rule.roles.includes(p.role)) &&
    rule.including.every((role) => persons.some((p) => p.role === role)) &&
    (oneOf === null || persons.some((p) => oneOf.includes(p.id)))
  );
}

/**
 * Whether a person may join those already chosen: the role is allowed, and the places that are left still hold everybody
 * who must be among the approvers.
 * @param oneOf as for `approved`
 */
export function mayJoin(
  rule: Approval,
  chosen: readonly Approver[],
  person: Approver,
  oneOf: readonly string[] | null = null,
): boolean {
  if (!rule.roles.includes(person.role)) return false;
  const together = [...chosen, person];
  const missing = rule.including.filter((role) => !together.some((one) => one.role === role));
  // Duties are held by members alone, so whoever holds it fills the place of a member.
  const holder =
    oneOf !== null && !together.some(({ id }) => oneOf.includes(id)) && !missing.includes('member') ? 1 : 0;
  return together.length + missing.length + holder <= rule.persons;
}
