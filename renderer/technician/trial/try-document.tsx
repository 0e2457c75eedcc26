import { ScanText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../../parts/frame.tsx';
import { useDeviceName } from '../device-name.ts';
import { TryButton, TryProblem, type TryProps, useTrial } from './trial.tsx';
import { ZoneTable, ZoneVerdict } from './zone-table.tsx';

/** Lines of a text that is no zone, and letters of each, that a screen holds. */
const LINES = 5;
const LETTERS = 60;

/** What a reader sends: every place of the zone with its digit, or the text that it is instead. */
export function TryDocument({ device, back }: TryProps) {
  const { t } = useTranslation('trial');
  const name = useDeviceName();
  const trial = useTrial(device, 'document');
  const running = trial?.running ?? false;
  const inspection = trial?.seen.inspection ?? null;
  return (
    <Frame
      layout="try-document"
      back={back}
      main={
        <TryButton {...{ device, running }} wish={{ kind: 'document' }} label={t('document.begin')} icon={ScanText} />
      }
    >
      <header aria-live="polite">
        <h1>{name(device)}</h1>
        {inspection === null || running ? (
          <p className={inspection === null ? 'lead' : ''}>
            {t(!running ? 'document.what' : inspection === null ? 'document.waiting' : 'document.next')}
          </p>
        ) : null}
      </header>
      {inspection === null ? null : (
        <>
          <ZoneVerdict inspection={inspection} />
          {inspection.format === null ? (
            <ol className="try-text">{shownLines(trial?.seen.text ?? '')}</ol>
          ) : (
            <ZoneTable places={inspection.places} />
          )}
        </>
      )}
      <TryProblem trial={trial} />
      {inspection === null ? <p className="soft small try-foot">{t('nothing-kept')}</p> : null}
    </Frame>
  );
}

function shownLines(text: string) {
  const lines = text.match(new RegExp(`.{1,${LETTERS}}`, 'gu')) ?? [];
  return [...lines.slice(0, LINES), ...(lines.length > LINES ? ['…'] : [])].map((line, at) => (
    // Lines of one text: their place is what they are.
    <li key={at}>{line}</li>
  ));
}
