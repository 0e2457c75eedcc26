import { ArrowLeft, Printer, Signature } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../../core/person/dates.ts';
import type { ActChoiceView, ActFactsView, ActsView, DrawnActView } from '../../../main/api/acts-views.ts';
import type { Words } from '../../../main/api/views.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Paged } from '../../parts/paged.tsx';
import { inLanguage } from '../../parts/words.ts';

export type Part = 'due' | 'byHand' | 'drawn';

interface Props {
  readonly acts: ActsView;
  readonly part: Part;
  /** Rows that the screen has room for. */
  readonly size: number;
  readonly onChoose: (act: ActChoiceView | DrawnActView) => void;
}

/** The acts of one part, a page at a time. */
export function ActRows(props: Props) {
  const { t } = useTranslation('acts');
  const { acts, part, size, onChoose } = props;
  if (acts[part].length === 0) return <Notice tone="plain" title={t(`none.${part}`)} />;
  if (part === 'drawn') return <Drawn {...props} />;
  if (part === 'byHand') return <ByHand {...props} />;
  return <Choices acts={acts} items={acts.due} size={size} onChoose={onChoose} />;
}

function Drawn({ acts, size, onChoose }: Props) {
  const { t, i18n } = useTranslation('acts');
  return (
    <Paged items={acts.drawn} size={size} className="choices">
      {(act) => (
        <li key={act.number}>
          <Button
            icon={Printer}
            label={`№ ${act.shown} · ${inLanguage(act.names, i18n)}`}
            detail={t(`drawn.${act.out ?? 'none'}`, { copies: act.copies })}
            onPress={() => onChoose(act)}
          />
        </li>
      )}
    </Paged>
  );
}

/** First which kind it is: refusals of a whole day would hide the one that the voter at the table speaks of. */
function ByHand({ acts, size, onChoose }: Props) {
  const { t, i18n } = useTranslation('acts');
  const [kind, setKind] = useState<ActChoiceView['kind'] | null>(null);
  const kinds = [...Map.groupBy(acts.byHand, (one) => one.kind).values()];
  const chosen = kinds.find(([first]) => first?.kind === kind);
  if (chosen !== undefined) {
    return (
      <>
        <Button kind="quiet" icon={ArrowLeft} label={t('kind.all')} onPress={() => setKind(null)} />
        <Choices acts={acts} items={chosen} size={size - 1} onChoose={onChoose} />
      </>
    );
  }
  return (
    <Paged items={kinds} size={size} className="choices">
      {(group) => {
        const told = group.filter(({ of }) => of !== null).length;
        const [first] = group;
        if (first === undefined) return null;
        return (
          <li key={first.kind}>
            <Button
              icon={Signature}
              label={inLanguage(first.names, i18n)}
              detail={told === 0 ? t('untold') : `${t('kind.told')}: ${told}`}
              onPress={() => (told === 0 ? onChoose(first) : setKind(first.kind))}
            />
          </li>
        );
      }}
    </Paged>
  );
}

function Choices({
  acts,
  items,
  size,
  onChoose,
}: Pick<Props, 'acts' | 'size' | 'onChoose'> & { readonly items: readonly ActChoiceView[] }) {
  const { t, i18n } = useTranslation('acts');
  const said = (words: Words): string => inLanguage(words, i18n);
  return (
    <Paged items={items} size={size} className="choices">
      {(act) => (
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
      )}
    </Paged>
  );
}

/** By what people know which one it is. */
function inShort(
  facts: ActFactsView,
  today: string,
  said: (words: Words) => string,
  placed: (place: NonNullable<ActFactsView['place']>) => string,
): string {
  const { happened, receipts, document, place, until, reason, beside } = facts;
  const time = until === null ? happened.time : `${happened.time}–${until.time}`;
  return [
    happened.date === today ? time : `${shortDate(happened.date)} ${time}`,
    ...(receipts.length === 0 ? [] : [`№ ${receipts.join(', ')}`]),
    ...(place === null ? [] : [placed(place)]),
    ...(beside === null ? [] : [beside]),
    ...(document === null ? [] : [said(document)]),
    ...(reason === null ? [] : [said(reason)]),
  ].join(' · ');
}
