import type { TFunction } from 'i18next';
import type { ResultsImage } from '../../../core/results/results-file.ts';

/** What a paper is, in words. @param t of the namespaces `commission` and `scans` */
export function paperName({ what, page, pages }: ResultsImage, t: TFunction): string {
  if (what.of === 'slip') return t(`scans:slip.${what.slip}`);
  return `${t('commission:results.version', { number: what.version })} · ${t('scans:page', { page, pages })}`;
}
