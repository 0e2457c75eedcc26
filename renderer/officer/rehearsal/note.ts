import { useTranslation } from 'react-i18next';
import type { RehearsalPersonView, RehearsalView } from '../../../main/api/rehearsal-views.ts';

/** The case that the operator rehearses now, in one line: its place, its name, and whose papers she takes. */
export function useRehearsalNote(rehearsal: RehearsalView | null): string | null {
  const { t } = useTranslation('rehearsal');
  const own = rehearsal?.own ?? null;
  if (rehearsal === null || own === null) return null;
  if (own.now === null) return t('all');
  const { cases } = rehearsal;
  const place = cases.indexOf(own.now) + 1;
  const band = t('band', { place, of: cases.length, title: t(`case.${own.now}`) });
  return own.take === null ? band : `${band} · ${shortName(own.take)}`;
}

/** One line has room for no more: number in the list, surname, first letter of the name. */
function shortName({ number, surname, given }: RehearsalPersonView): string {
  return [...(number === null ? [] : [`№ ${number}`]), surname, `${given.slice(0, 1)}.`].join(' ');
}
