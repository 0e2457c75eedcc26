import { Printer, Signature } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ActKind } from '../../../core/election/policy-acts.ts';
import { shortDate } from '../../../core/person/dates.ts';
import type { ActChoiceView, ActFactsView, ActsView, DrawnActView } from '../../../main/api/acts-views.ts';
import type { Words } from '../../../main/api/views.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { inLanguage } from '../../parts/words.ts';

export type Part = 'due' | 'byHand' | 'drawn';

interface Props {
  readonly acts: ActsView;
  readonly part: Part;
  /** Of those that are drawn by hand, the kind that was chosen. */
  readonly kind: ActKind | null;
  /** Rows that the screen has room for. */
  readonly size: number;
  readonly onKind: (kind: ActKind) => void;
  readonly onChoose: (act: ActChoiceView | DrawnActView) => void;
}

/** One page of the acts of one part. */
export function ActRows(props: Props) {
  const { t } = useTranslation('acts');
  const { acts, part, kind, size, onChoose } = props;
  if (acts[part].length === 0) return <Notice tone="plain" title={t(`none.${part}`)} />;
  if (part === 'drawn') return <Drawn {...props} />;
  if (part === 'due') return <Choices acts={acts} items={acts.due.slice(0, size)} onChoose={onChoose} />;
  if (kind === null) return <Kinds {...props} />;
  const chosen = acts.byHand.filter((one) => one.kind === kind);
  return <Choices acts={acts} items={chosen.slice(0, size)} onChoose={onChoose} />;
}

function Drawn({ acts, size, onChoose }: Props) {
  const { t, i18n } = useTranslation('acts');
  return (
    <ul className="choices">
      {acts.drawn.slice(0, size).map((act) => (
        <li key={act.number}>
          <Button
            icon={Printer}
            label={`№ ${act.shown} · ${inLanguage(act.names, i18n)}`}
            detail={t(`drawn.${act.out ?? 'none'}`, { copies: act.copies })}
            onPress={() => onChoose(act)}
          />
        </li>
      ))}
    </ul>
  );
}

/** First which kind it is: refusals of a whole day would hide the one that the voter at the table speaks of. */
function Kinds({ acts, size, onKind, onChoose }: Props) {
  const { t, i18n } = useTranslation('acts');
  // The first of a kind is the one of which only people know, where the kind has such.
  const toldOf = ({ kind, of }: ActChoiceView): number => (acts.counts.byHand[kind] ?? 0) - (of === null ? 1 : 0);
  return (
    <ul className="choices">
      {acts.byHand.slice(0, size).map((first) => {
        const told = toldOf(first);
        return (
          <li key={first.kind}>
            <Button
              icon={Signature}
              label={inLanguage(first.names, i18n)}
              detail={told === 0 ? t('untold') : `${t('kind.told')}: ${told}`}
              onPress={() => (told === 0 ? onChoose(first) : onKind(first.kind))}
            />
          </li>
        );
      })}
    </ul>
  );
}

function Choices({
  acts,
  items,
  onChoose,
}: Pick<Props, 'acts' | 'onChoose'> & { readonly items: readonly ActChoiceView[] }) {
  const { t, i18n } = useTranslation('acts');
  const said = (words: Words): string => inLanguage(words, i18n);
  return (
    <ul className="choices">
      {items.map((act) => (
        <li key={`${act.kind} ${act.of}`}>
          <Button
            icon={Signature}
            label={said(act.names)}
            detail={
              act.facts === null ? t('untold') : inShort(act.facts, acts.today, said, (place) => t('place', place))
            }
            onPress={() => onChoose(act)}
          />
        </li>
      ))}
    </ul>
  );
}

/** By what people know which one it is. */
function inShort(
  facts: ActFactsView,
  today: string,
  said: (words: Words) => string,
  placed: (place: NonNullable<ActFactsView['place']>) => string,
): string {
  const { happened, receipts, document, place, until, reason, beside, sheets } = facts;
  const time = until === null ? happened.time : `${happened.time}–${until.time}`;
  return [
    happened.date === today ? time : `${shortDate(happened.date)} ${time}`,
    ...(receipts.length === 0 ? [] : [`№ ${receipts.join(', ')}`]),
    ...(place === null ? [] : [placed(place)]),
    ...(beside === null ? [] : [beside]),
    ...(sheets === null ? [] : [`${sheets.sheets} > ${sheets.most}`]),
    ...(document === null ? [] : [said(document)]),
    ...(reason === null ? [] : [said(reason)]),
  ].join(' · ');
}
