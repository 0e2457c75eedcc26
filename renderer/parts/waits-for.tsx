import { useTranslation } from 'react-i18next';
import type { Role } from '../../core/election/common.ts';
import type { ApprovalView } from '../../main/api/views.ts';
import { useStationPeople, type WindowPerson } from './zone.ts';

/** Whose codes an approval waits for: the roles that the signed policy names, and whoever holds a duty by the lot. */
export function WaitsFor({ rule }: { readonly rule: ApprovalView }) {
  const { t, i18n } = useTranslation(['people', 'parts']);
  const people = useStationPeople();
  const { duty, oneOf, including, persons } = rule;
  const role = (one: Role): string => t(`parts:role.${one}`).toLocaleLowerCase(i18n.language);
  const named = including.map(role).join(', ');
  const may = othersOf(rule, people).map(role);
  const others = may.length > 1 ? t('needs.or', { some: may.slice(0, -1).join(', '), last: may.at(-1) }) : may.join('');
  const more = persons - including.length;
  const needs =
    more <= 0 || others === ''
      ? t('needs', { who: named })
      : including.length > 0
        ? t('needs.more', { who: named, others, more })
        : persons === 1
          ? t('needs', { who: others })
          : t('needs.any', { others, persons });
  if (duty === undefined || oneOf === undefined) return named + others === '' ? null : <p>{needs}</p>;
  const holders = people.flatMap(({ id, name }) => (oneOf.includes(id) ? [name] : []));
  const names = holders.join(', ');
  // Where nobody else has a place beside them, the others whom the policy allows would only be in the way.
  if (names !== '' && !including.includes('member') && more <= 1) {
    const either =
      holders.length > 1 ? t('needs.or', { some: holders.slice(0, -1).join(', '), last: holders.at(-1) }) : names;
    const holder = `${either} (${t(`duty.${duty}`).toLocaleLowerCase(i18n.language)})`;
    return <p>{named === '' ? t('needs', { who: holder }) : t('needs.both', { who: named, holder })}</p>;
  }
  return (
    <p>
      {needs} <strong>{names === '' ? t('waits.nobody') : t('waits', { names, duty: t(`duty.${duty}`) })}</strong>
    </p>
  );
}

/** Roles that may fill the places of which the policy names nobody: of a role that is named only where several have it. */
function othersOf({ roles, including }: ApprovalView, people: readonly WindowPerson[]): readonly Role[] {
  return roles.filter((role) => {
    const have = people.filter((person) => person.role === role).length;
    return have > including.filter((one) => one === role).length;
  });
}
