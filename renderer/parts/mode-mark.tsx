import { useTranslation } from 'react-i18next';
import type { Mode } from '../../main/api/views.ts';

/** A band over every screen of a mode in which nobody votes. Official work has no band: it is the only one without. */
export function ModeMark({ mode, both = false }: { readonly mode: Mode; readonly both?: boolean }) {
  const { t, i18n } = useTranslation('parts');
  if (mode === 'official') return null;
  const text = both
    ? [i18n.getFixedT('ky', 'parts')(`mode-name.${mode}`), i18n.getFixedT('ru', 'parts')(`mode-name.${mode}`)].join(
        ' · ',
      )
    : t(`mode.${mode}`);
  return (
    <aside className="mode-mark" aria-label={t('mode')}>
      <span>{text}</span>
    </aside>
  );
}
