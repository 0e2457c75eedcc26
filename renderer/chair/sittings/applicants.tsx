import { ClipboardCheck, FileDown, Keyboard } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type OutsideReason, outsideReasons } from '../../../core/election/policy-applications.ts';
import type { GrantedView } from '../../../main/api/sittings-views.ts';
import { ActScope } from '../../parts/act.tsx';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { type LookingClient, useDesk } from '../../parts/zone.ts';
import { GrantedSheet } from './granted.tsx';
import { TypedSheet } from './typed-sheet.tsx';

const askLists = (client: LookingClient) => client.sittings.lists({});

/** Who has applied to vote outside the room: the list from a stick, or one applicant typed by two persons. */
export function ApplicantsSheet({
  granted,
  onClose,
}: {
  readonly granted: GrantedView | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('sittings');
  const { approvals } = useDesk();
  const lists = useAnswer(askLists);
  const [list, setList] = useState<{ readonly path: string; readonly name: string } | null>(null);
  const [types, setTypes] = useState(false);
  const [applied, setApplied] = useState(false);
  if (list !== null) {
    return (
      <ApprovalSheet
        title={t('applicants.from', { name: list.name })}
        reasons={null}
        approval={approvals.sittings}
        action={t('applicants.take')}
        ask={(client, { approvers }) => client.sittings.takeList({ path: list.path, approvers })}
        onClose={onClose}
      />
    );
  }
  if (types) return <TypedApplicant onClose={onClose} />;
  if (applied && granted !== null) return <GrantedSheet granted={granted} onClose={onClose} />;
  return (
    <ActScope subject="applicants">
      <Sheet title={t('task.applicants')} onClose={onClose}>
        <p className="sheet-question">{t(lists?.length === 0 ? 'applicants.no-list' : 'applicants.what')}</p>
        <ul className="choices">
          {lists?.map((one) => (
            <li key={one.path}>
              <Button icon={FileDown} label={one.name} onPress={() => setList(one)} />
            </li>
          ))}
          {granted === null ? null : (
            <li>
              <Button
                icon={ClipboardCheck}
                label={t('granted.open')}
                detail={t('granted.fresh', { n: granted.fresh.length })}
                onPress={() => setApplied(true)}
              />
            </li>
          )}
          <li>
            <Button icon={Keyboard} label={t('applicants.type')} onPress={() => setTypes(true)} />
          </li>
        </ul>
      </Sheet>
    </ActScope>
  );
}

/** One applicant: her PIN or number in the list, why she votes outside the room, and both persons' codes. */
function TypedApplicant({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['sittings', 'parts']);
  const { approvals } = useDesk();
  const [voter, setVoter] = useState('');
  const [typed, setTyped] = useState(false);
  const [reason, setReason] = useState<OutsideReason | null>(null);
  if (typed && reason === null) {
    return (
      <ActScope subject="why">
        <Sheet title={t('applicants.type')} onClose={onClose}>
          <p className="sheet-question">{t('parts:reason.ask')}</p>
          <ul className="choices">
            {outsideReasons.map((one) => (
              <li key={one}>
                <Button label={t(`applicants.reason.${one}`)} onPress={() => setReason(one)} />
              </li>
            ))}
          </ul>
        </Sheet>
      </ActScope>
    );
  }
  if (reason !== null) {
    return (
      <ApprovalSheet
        title={`${t('applicants.type')}: ${t(`applicants.reason.${reason}`)}`}
        reasons={null}
        approval={approvals.sittings}
        action={t('applicants.enter')}
        ask={(client, { approvers }) => client.sittings.addApplicant({ voter, reason, approvers })}
        onClose={onClose}
      />
    );
  }
  return (
    <TypedSheet
      title={t('applicants.type')}
      fields={[{ name: 'voter', label: t('applicants.voter'), value: voter }]}
      digits={14}
      isWhole={/^(?:\d{14}|[1-9]\d{0,5})$/.test(voter)}
      onField={(_, value) => setVoter(value)}
      onNext={() => setTyped(true)}
      onClose={onClose}
    />
  );
}
