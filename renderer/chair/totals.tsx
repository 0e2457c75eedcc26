import { Signature } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReasonCountView } from '../../main/api/papers-views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { Paged } from '../parts/paged.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { inLanguage, languageOf } from '../parts/words.ts';
import { type LookingClient, useDesk } from '../parts/zone.ts';
import { useCounted } from './counted.ts';
import { columnsOf, type Group } from './papers/columns.ts';
import { PrintToday, TodayOnPage } from './papers/today-buttons.tsx';
import { todayGroups } from './papers/today-groups.ts';

/** Lines that a column of a screen of 800 pixels holds, beside the buttons that turn the page. */
const MOST_LINES = 12.5;

const askNothing = async () => null;
const askToday = (client: LookingClient) => client.papers.today({});

/**
 * The numbers of this sitting: how they balance, what the day was, and by modality, reason, sex and age. What observers
 * may know of it is printed for them in numbered copies; beside it is the way to the acts of the commission.
 */
export function Totals({ onActs }: { readonly onActs: () => void }) {
  const { t } = useTranslation(['papers', 'acts']);
  const { station, day } = useDesk();
  const actsDue = day?.actsDue ?? 0;
  // Before the opening there is no day to be told.
  const today = useAnswer(station.stage === 'ready' ? askNothing : askToday);
  const { i18n } = useTranslation();
  const named = ({ reason }: Pick<ReasonCountView, 'reason'>): string =>
    reason === null ? t('today.other-reason') : inLanguage(reason, i18n);
  const [balance, ...others] = useCounted();
  const groups = [...(balance ? [balance] : []), ...(today === null ? [] : todayGroups(today, t, named)), ...others];
  return (
    <Frame
      layout="day"
      waiting={t('today.printing')}
      back={
        // Before the next sitting there may be some of the one before.
        today === null && actsDue === 0 ? undefined : (
          <Button
            icon={Signature}
            label={t('acts:title')}
            onPress={onActs}
            {...(actsDue > 0 ? { detail: t('acts:waits.tab', { count: actsDue }) } : {})}
          />
        )
      }
      other={today === null ? undefined : <TodayOnPage />}
      main={today === null ? undefined : <PrintToday />}
    >
      <Columns groups={groups} />
    </Frame>
  );
}

function Columns({ groups }: { readonly groups: readonly Group[] }) {
  const { i18n } = useTranslation();
  return (
    <Paged items={columnsOf(groups, MOST_LINES)} size={2} className="day-columns">
      {(column) => (
        <li key={column.map(({ title, rows }) => `${title} ${rows[0]?.name}`).join()}>
          {column.map(({ title, rows }) => (
            <section key={title} className="total-group">
              <h2>{title}</h2>
              <dl className="number">
                {rows.map(({ name, value, isSum }) => (
                  <div key={`${name} ${value}`}>
                    {isSum ? <dt className="total-sum">{name}</dt> : <dt>{name}</dt>}
                    {isSum ? null : <dd>{typeof value === 'number' ? shownNumber(value, languageOf(i18n)) : value}</dd>}
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </li>
      )}
    </Paged>
  );
}
