import { useTranslation } from 'react-i18next';
import { BoxFacts } from './box-facts.tsx';
import { ReplaceKey } from './replace-key.tsx';
import { StepFrame } from './step-frame.tsx';
import { useBallotDesk } from './zone.ts';

/** The open box: a live count of sheets, those of the turnout times, and nothing that anybody has to press. */
export function OpenedStep() {
  const { t } = useTranslation('ballot-desk');
  const { station, turnout } = useBallotDesk();
  const paused = station.phase === 'paused';
  return (
    <StepFrame
      title={t(paused ? 'now.paused' : 'now.close')}
      lead={t(paused ? 'now.paused.what' : 'now.close.what')}
      back={<ReplaceKey />}
    >
      <p className="ballot-counter" role="status">
        <strong className="number">{station.sheets}</strong>
        <span>{t('sheets')}</span>
      </p>
      {turnout.length === 0 ? null : (
        <ul className="ballot-turnout number" aria-label={t('turnout')}>
          {turnout.map(({ time, sheets }) => (
            <li key={time}>
              <span>{time}</span>
              <strong>{sheets}</strong>
            </li>
          ))}
        </ul>
      )}
      <BoxFacts />
    </StepFrame>
  );
}
