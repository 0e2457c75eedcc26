import { Check, FileText, FileX2, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../../core/person/dates.ts';
import type { ActChoiceView, ActFactsView, DrawnActView } from '../../../main/api/acts-views.ts';
import type { PrintedPageView } from '../../../main/api/views.ts';
import { ActScope, useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Keyboard } from '../../parts/keyboard.tsx';
import { pagePrinterOf } from '../../parts/page-sheet.tsx';
import { ReasonPicker, reasonIsEnough } from '../../parts/reason.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { inLanguage } from '../../parts/words.ts';
import { useDesk, type ZoneClient } from '../../parts/zone.ts';

interface Props {
  readonly act: ActChoiceView | DrawnActView;
  readonly onClose: () => void;
  readonly onPrinted: (outcome: PrintedPageView) => void;
}

const isDrawn = (act: Props['act']): act is DrawnActView => 'number' in act;

/** One act: what the journal tells of it, and printing it; or why none is drawn. */
export function ActSheet(props: Props) {
  const [waives, setWaives] = useState(false);
  const { act, onClose } = props;
  return (
    <ActScope subject={waives ? 'waive' : 'draw'}>
      {waives && !isDrawn(act) && act.of !== null ? (
        <WaiveSheet kind={act.kind} of={act.of} onClose={onClose} />
      ) : (
        <DrawSheet {...props} onWaive={() => setWaives(true)} />
      )}
    </ActScope>
  );
}

function DrawSheet({ act, onClose, onPrinted, onWaive }: Props & { readonly onWaive: () => void }) {
  const { t, i18n } = useTranslation('acts');
  const { station } = useDesk();
  const { act: send, busy } = useAct();
  const [words, setWords] = useState('');
  const asks = !isDrawn(act) && act.asksWords;
  const print = async (on: 'slip' | 'page'): Promise<void> => {
    await send(async (client) => {
      const answer = await askedOf(client, act, asks ? words.trim() : null, on);
      if (answer.ok) onPrinted(answer.value);
      return answer;
    });
  };
  const blocked = busy || (asks && !reasonIsEnough(words));
  return (
    <Sheet
      title={inLanguage(act.names, i18n)}
      onClose={onClose}
      main={
        <div className="choice-row">
          {isDrawn(act) || act.of === null ? null : (
            <Button kind="quiet" icon={FileX2} label={t('waive')} isDisabled={busy} onPress={onWaive} />
          )}
          {pagePrinterOf(station) === undefined ? null : (
            <Button icon={FileText} label={t('print.page')} isDisabled={blocked} onPress={() => void print('page')} />
          )}
          <Button
            kind="main"
            icon={Printer}
            label={t('print.slip')}
            isDisabled={blocked}
            onPress={() => void print('slip')}
          />
        </div>
      }
    >
      {/* The keys of the screen leave no room for them: the row that was pressed has told them. */}
      {act.facts === null || asks ? null : <Facts facts={act.facts} />}
      {asks ? (
        <div className="reason-own">
          <Field label={t('words')} value={words} onValue={setWords} focus />
          <Keyboard text={words} onText={setWords} />
        </div>
      ) : (
        <p>{t(isDrawn(act) ? 'copy.what' : 'draw.what')}</p>
      )}
    </Sheet>
  );
}

const askedOf = (client: ZoneClient, act: Props['act'], words: string | null, on: 'slip' | 'page') =>
  isDrawn(act)
    ? client.acts.print({ number: act.number, on })
    : client.acts.draw({ kind: act.kind, of: act.of, words, on });

/** What the journal tells of it. */
function Facts({ facts }: { readonly facts: ActFactsView }) {
  const { t, i18n } = useTranslation('acts');
  const { happened, until, receipts, voided, reason, way, document, listed, place } = facts;
  const rows: readonly (readonly [string, string])[] = [
    [t('fact.happened'), `${shortDate(happened.date)} ${happened.time}`],
    ...(until === null ? [] : [[t('fact.until'), until.time] as const]),
    ...(receipts.length === 0 ? [] : [[t('fact.receipts'), receipts.join(', ')] as const]),
    ...(voided.length === 0 ? [] : [[t('fact.voided'), voided.join(', ')] as const]),
    ...(way === null ? [] : [[t('fact.way'), inLanguage(way, i18n)] as const]),
    ...(document === null ? [] : [[t('fact.document'), inLanguage(document, i18n)] as const]),
    ...(listed === null ? [] : [[t('fact.listed'), `№ ${listed}`] as const]),
    ...(place === null ? [] : [[t('fact.place'), t('place', place)] as const]),
    ...(reason === null ? [] : [[t('fact.reason'), inLanguage(reason, i18n)] as const]),
  ];
  return (
    <dl className="act-facts number">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** No act is needed: why. */
function WaiveSheet({
  kind,
  of,
  onClose,
}: {
  readonly kind: ActChoiceView['kind'];
  readonly of: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('acts');
  const { act, busy } = useAct();
  const [reason, setReason] = useState('');
  const send = async (): Promise<void> => {
    if (await act((client) => client.acts.waive({ kind, of, reason: reason.trim() }))) onClose();
  };
  return (
    <Sheet
      title={t('waive')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('waive.record')}
          isDisabled={busy || !reasonIsEnough(reason)}
          onPress={() => void send()}
        />
      }
    >
      <p className="sheet-question">{t('waive.why')}</p>
      <ReasonPicker
        usual={['again', 'one', 'decided'].map((key) => t(`waive.reason.${key}`))}
        reason={reason}
        onReason={setReason}
      />
    </Sheet>
  );
}
