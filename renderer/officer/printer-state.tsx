import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { catalogue, type Problem } from '../../core/problem/catalogue.ts';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

/** Why no receipt can be printed now; null where one can, also while paper only runs low. */
export function usePrinterTrouble(): Problem | null {
  const { devices } = useDesk().station;
  const printer = devices.find(({ kind }) => kind === 'printer');
  const problem = printer?.problem ?? null;
  return problem !== null && catalogue[problem.code]?.severity === 'blocking' ? problem : null;
}

/** Before the voter has come to her receipt: what the printer lacks, and what to do about it meanwhile. */
export function PrinterSoon() {
  const { i18n } = useTranslation();
  const problem = usePrinterTrouble();
  if (problem === null) return null;
  return (
    <p className="printer-soon" role="status">
      <TriangleAlert className="icon" aria-hidden="true" />
      <span>
        <strong>{problemWords(problem, 'happened', i18n)}</strong> {problemWords(problem, 'officer', i18n)}
      </span>
    </p>
  );
}
