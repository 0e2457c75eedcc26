import type { Credential } from '../../api/identification.ts';
import type { Approvals, DeskView } from '../../api/views.ts';

/** Those of the people at hand who approve together as the policy wants it: first whoever must be among them. */
export function approving(view: DeskView | null, kind: keyof Approvals, atHand: readonly Credential[]): Credential[] {
  if (view === null) return [];
  const { persons, roles, including, oneOf = [] } = view.approvals[kind];
  const roleOf = ({ person }: Credential) => view.people.find(({ id }) => id === person)?.role;
  const able = atHand.flatMap((one) => {
    const role = roleOf(one);
    return role !== undefined && roles.includes(role)
      ? [{ one, must: including.includes(role) || oneOf.includes(one.person) }]
      : [];
  });
  return [...able.filter(({ must }) => must), ...able.filter(({ must }) => !must)]
    .slice(0, persons)
    .map(({ one }) => one);
}
