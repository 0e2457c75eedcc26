import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberFields } from './number-fields.tsx';
import { useDesk } from './zone.ts';

interface PaperAccountProps {
  /** The most that a number of sheets may have. */
  readonly digits: number;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** What else may be done with the account. */
  readonly children?: ReactNode;
}

/** A number of blank sheets, typed beside what is known of the paper of the ballots. */
export function PaperAccount({ digits, label, value, onValue, children }: PaperAccountProps) {
  const { t } = useTranslation('sheet');
  const { ballotPaper } = useDesk();
  const lines = (['carried', 'loaded', 'corrected', 'delivered', 'cancelled', 'open', 'blank'] as const).filter(
    // The two that most days know nothing of.
    (key) => (key !== 'carried' && key !== 'corrected') || ballotPaper?.[key] !== 0,
  );
  return (
    <div className="beside">
      <NumberFields
        fields={[{ name: 'sheets', label, value }]}
        onField={(_, typed) => onValue(typed.replaceAll(/\D/g, '').slice(0, digits))}
      />
      {ballotPaper ? (
        <div>
          <dl className="number paper-account">
            {lines.map((key) => (
              <div key={key}>
                <dt>{t(`paper.${key}`)}</dt>
                <dd>{ballotPaper[key]}</dd>
              </div>
            ))}
          </dl>
          {children}
        </div>
      ) : null}
    </div>
  );
}
