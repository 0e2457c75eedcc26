import { useTranslation } from 'react-i18next';
import type { Mode } from '../../main/api/views.ts';

/**
 * A band over every screen of a mode in which nobody votes. Official work has no band: it is the only one without.
 * @param note what is rehearsed now: it stands in the band itself, so that it takes no room and covers nothing
 */
export function ModeMark({
  mode,
  both = false,
  note = null,
}: {
  readonly mode: Mode;
  readonly both?: boolean;
  readonly note?: string | null;
}) {
  const { t, i18n } = useTranslation('parts');
  if (mode === 'official') return null;
  const text = both
    ? [i18n.getFixedT('ky', 'parts')(`mode-name.${mode}`), i18n.getFixedT('ru', 'parts')(`mode-name.${mode}`)].join(
        ' · ',
      )
    : t(note === null ? `mode.${mode}` : `mode-name.${mode}`);
  return (
    <aside className="mode-mark" aria-label={t('mode')}>
      <span>{text}</span>
      {note === null ? null : <span className="mode-note">{note}</span>}
    </aside>
  );
}
