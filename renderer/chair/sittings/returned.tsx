import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SittingsView } from '../../../main/api/sittings-views.ts';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useDesk } from '../../parts/zone.ts';
import { TypedSheet } from './typed-sheet.tsx';

const names = ['handedOut', 'spoiled', 'broughtBack'] as const;
type Counted = Readonly<Record<(typeof names)[number], string>>;

/** What came back from outside the room: counted first, then signed for; a difference asks for its reason. */
export function ReturnedSheet({
  ballots,
  onClose,
}: {
  readonly ballots: NonNullable<SittingsView['ballots']>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['sittings', 'parts']);
  const { approvals } = useDesk();
  const [counted, setCounted] = useState<Counted>({ handedOut: '', spoiled: '', broughtBack: '' });
  const [done, setDone] = useState(false);
  const [handedOut, spoiled, broughtBack] = [counted.handedOut, counted.spoiled, counted.broughtBack].map(Number) as [
    number,
    number,
    number,
  ];
  const whole = names.every((name) => /^\d{1,5}$/.test(counted[name]));
  const missing = ballots.taken - handedOut - spoiled - broughtBack;
  const differs = missing !== 0 || handedOut !== ballots.receipts;
  if (done) {
    return (
      <ApprovalSheet
        title={t('task.return-ballots')}
        reasons={differs ? [t('returned.reason.lost'), t('returned.reason.printer'), t('returned.reason.voter')] : null}
        approval={approvals.sittings}
        action={t('save')}
        ask={(client, { reason, approvers }) =>
          client.sittings.returnBallots({
            ...{ handedOut, spoiled, broughtBack, approvers },
            reason: differs ? reason : null,
          })
        }
        onClose={onClose}
      />
    );
  }
  return (
    <TypedSheet
      title={t('task.return-ballots')}
      fields={names.map((name) => ({ name, label: t(`ballots.${name}`), value: counted[name] }))}
      digits={5}
      isWhole={whole}
      onField={(name, value) => setCounted({ ...counted, [name]: value })}
      onNext={() => setDone(true)}
      onClose={onClose}
      above={
        <p className="sheet-question">{t('returned.own', { taken: ballots.taken, receipts: ballots.receipts })}</p>
      }
      below={
        whole ? (
          <>
            <p className="number">
              {t('returned.sum', { ...{ taken: ballots.taken, handedOut, spoiled, broughtBack, missing } })}
            </p>
            {differs ? <Notice tone="warn" title={t('returned.differs', { missing })} /> : null}
          </>
        ) : null
      }
    />
  );
}
