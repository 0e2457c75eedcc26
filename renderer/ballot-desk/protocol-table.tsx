import { useTranslation } from 'react-i18next';
import type { Figure } from '../../core/results/figures.ts';
import type { ProtocolLineView } from '../../main/api/ballot-views.ts';
import { Paged } from '../parts/paged.tsx';
import { inLanguage } from '../parts/words.ts';

/** Rows that the smallest screen holds. */
const ROWS = 6;

/** A row of the form: a line, or an option of one, in the drawn order below it. */
type Row = Figure & {
  readonly key: string;
  readonly number: string;
  readonly words: string;
  /** A number that the commission types: the machine has none of its own. */
  readonly typed: boolean;
  readonly beside: boolean;
};

/** The form as it is read: each number of the machine, beside it what was counted by hand, and which of them stands. */
export function ProtocolTable({ lines }: { readonly lines: readonly ProtocolLineView[] }) {
  const { t, i18n } = useTranslation('ballot-desk');
  const rows = lines.flatMap((line): readonly Row[] => [
    { ...line, key: line.id, words: inLanguage(line.label, i18n), beside: line.byHand },
    ...line.options.map((option) => ({
      ...option,
      ...{ number: '', words: inLanguage(option.names, i18n), typed: line.typed, beside: line.byHand },
    })),
  ]);
  const shown = (value: number | null): string => (value === null ? '…' : String(value));
  return (
    <section className="protocol-table">
      <div className="protocol-row protocol-row-head">
        <span />
        <span />
        <span>{t('column.machine')}</span>
        <span>{t('column.hand')}</span>
        <strong>{t('column.value')}</strong>
      </div>
      <Paged items={rows} size={ROWS} className="protocol-rows">
        {({ key, number, words, machine, hand, value, typed, beside }) => (
          <li
            key={key}
            className={`protocol-row number ${machine !== null && hand !== null && machine !== hand ? 'protocol-row-differs' : ''}`}
          >
            <span>{number}</span>
            <span className={number === '' ? 'protocol-option' : ''}>{words}</span>
            <span>{typed ? '' : shown(machine)}</span>
            <span>{beside ? shown(hand) : ''}</span>
            <strong>{shown(value)}</strong>
          </li>
        )}
      </Paged>
    </section>
  );
}
