import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import type { ResultsFileView } from '../../main/api/ballot-zone-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

/** Digits of the file's hash that are shown: as many as a slip has. */
const DIGITS = 16;

/** Which results file the ballot zone has sealed, whether it lies on a stick, and what the commission has said of it. */
export function ResultsFile() {
  const { t } = useTranslation('chair');
  const { ballotZone } = useDesk();
  const results = ballotZone?.results ?? null;
  if (results === null) return null;
  const { number, written, up } = results;
  // Where a hub is above the station it is there, or on its way, without a stick too.
  const lies = up === null ? 'waits' : 'no-stick';
  return (
    <section className="results-file" role="status">
      <p className="small">{t(`log.results.${written ? 'written' : lies}`, { number })}</p>
      {up === null ? null : <Up {...up} />}
    </section>
  );
}

type Way = NonNullable<ResultsFileView['up']>;

function Up({ way, percent, problem, receipt }: Way) {
  const { t, i18n } = useTranslation('chair');
  const { station } = useDesk();
  const { act, busy } = useAct();
  const print = (): void => void act((client) => client.papers.printResults({}));
  if (receipt !== null) {
    const { standing, sha256, at } = receipt;
    const isRefused = standing === 'refused' || standing === 'broken';
    const time = localTime(at, station.zone);
    const words = t(`log.results.said.${said(receipt)}`);
    return (
      <>
        <p className="small">{t(`log.results.there.${receipt.way}`, { time })}</p>
        <p className="small">{isRefused ? <strong>{words}</strong> : words}</p>
        <p className="small number">{t('log.results.receipt', { sum: grouped(sha256.slice(0, DIGITS)) })}</p>
        <div className="log-slip">
          <Button kind="quiet" icon={Printer} label={t('log.results.print')} isDisabled={busy} onPress={print} />
        </div>
      </>
    );
  }
  if (problem !== null)
    return (
      <p className="small">
        <strong>{problemWords(problem, 'happened', i18n)}</strong>
      </p>
    );
  return <p className="small">{t(`log.results.up.${way ?? 'none'}`, { percent: percent ?? 0 })}</p>;
}

/** What the commission says of it, in one word. */
function said({ standing, verdict }: NonNullable<Way['receipt']>) {
  if (standing === 'in-force') return verdict;
  return standing;
}

const grouped = (digits: string): string => digits.replaceAll(/(.{4})(?=.)/g, '$1 ');
