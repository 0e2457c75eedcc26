import type { Role } from './common.ts';
import type { Approval } from './policy.ts';

/** Whether these persons together may give the approval: enough different ones, all of allowed roles, none missing. */
export function approved(rule: Approval, persons: readonly { readonly id: string; readonly role: Role }[]): boolean {
  const different = new Set(persons.map((p) => p.id)).size;
  return (
    different === persons.length &&
    different >= rule.persons &&
    persons.every((p) => rule.roles.includes(p.role)) &&
    rule.including.every((role) => persons.some((p) => p.role === role))
  );
}

/**
 * Whether a person of this role may join those already chosen: the role is allowed, and the places that are left still
 * hold everybody who must be among the approvers.
 */
export function mayJoin(rule: Approval, chosen: readonly Role[], role: Role): boolean {
  if (!rule.roles.includes(role)) return false;
  const together = [...chosen, role];
  const missing = rule.including.filter((one) => !together.includes(one));
  return together.length + missing.length <= rule.persons;
}
