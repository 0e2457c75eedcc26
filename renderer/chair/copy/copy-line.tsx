import { HardDriveUpload, TriangleAlert, Usb } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { shownNumber } from '../../parts/numbers.ts';
import { languageOf, problemWords } from '../../parts/words.ts';
import { useDesk } from '../../parts/zone.ts';

/** Seconds that a copy may be behind without a word: it is always a moment behind. */
const UNTOLD_SECONDS = 5;

/** One line: how the copy on the chair's stick stands. */
export function CopyLine() {
  const { t, i18n } = useTranslation('copy');
  const { copy } = useDesk();
  if (!copy) return null;
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  if (copy.problem) {
    return (
      <p className="copy-line copy-line-bad" role="status">
        <TriangleAlert className="icon" aria-hidden="true" />
        <span>{problemWords(copy.problem, 'happened', i18n)}</span>
      </p>
    );
  }
  const behind = copy.seconds >= UNTOLD_SECONDS;
  const Icon = copy.begun ? HardDriveUpload : Usb;
  const key = copy.begun ? (behind || copy.stick === null ? 'behind' : 'current') : 'none';
  return (
    <p className={behind || !copy.begun ? 'copy-line copy-line-bad' : 'copy-line'} role="status">
      <Icon className="icon" aria-hidden="true" />
      <span>
        {t(`line.${key}`, {
          stick: copy.stick,
          copied: number(copy.copied),
          events: number(copy.events),
          seconds: number(copy.seconds),
        })}
      </span>
    </p>
  );
}
