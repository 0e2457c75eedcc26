import { ArrowLeft, Eraser, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WipeView } from '../../main/api/afterwards-views.ts';
import { Retention } from '../chair/retention.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { problemWords } from '../parts/words.ts';
import { type LookingClient, useDesk } from '../parts/zone.ts';

const askOrders = (client: LookingClient) => client.wipe.orders({});
/** Orders that the screen holds; a stick has one. */
const SHOWN = 3;

/** Emptying the device: what must lie where before it, the commission's orders on the stick, and who does it. */
export function Wipe({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('afterwards');
  const { station, approvals } = useDesk();
  const view = useAnswer(askOrders);
  const [order, setOrder] = useState<WipeView['orders'][number] | null>(null);
  const [copies, setCopies] = useState(false);
  if (copies) return <Retention onBack={() => setCopies(false)} />;
  const enough = view !== null && view.have >= view.wanted;
  return (
    <Frame
      layout="log"
      back={<Button icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      other={<Button label={t('retention.title')} onPress={() => setCopies(true)} />}
    >
      <h1>{t('wipe.title')}</h1>
      <p className="lead">{t('wipe.what')}</p>
      {view === null ? null : (
        <>
          <Notice
            tone={enough ? 'plain' : 'warn'}
            title={t('handing.copies', { have: view.have, wanted: view.wanted })}
            {...(enough ? {} : { text: t('wipe.copies.do') })}
          />
          {view.orders.length === 0 ? (
            <p className="empty">
              <Usb className="icon" aria-hidden="true" />
              {t('wipe.no-order')}
            </p>
          ) : null}
          <ul className="choices">
            {view.orders.slice(0, SHOWN).map((one) => (
              <li key={one.path}>
                <Order order={one} enough={enough} onPress={() => setOrder(one)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {order === null ? null : (
        <ApprovalSheet
          title={t('wipe.sure', { election: station.election?.id ?? '' })}
          reasons={null}
          approval={approvals.wipe}
          action={t('wipe.do')}
          ask={(client, { approvers }) => client.wipe.begin({ path: order.path, approvers })}
          onClose={() => setOrder(null)}
        />
      )}
    </Frame>
  );
}

function Order({
  order,
  enough,
  onPress,
}: {
  readonly order: WipeView['orders'][number];
  readonly enough: boolean;
  readonly onPress: () => void;
}) {
  const { t, i18n } = useTranslation('afterwards');
  const { name, number, problem } = order;
  return (
    <Button
      icon={Eraser}
      label={number === null ? name : t('wipe.order', { number })}
      detail={problem === null ? name : problemWords(problem, 'happened', i18n)}
      isDisabled={!enough || problem !== null}
      onPress={onPress}
    />
  );
}
