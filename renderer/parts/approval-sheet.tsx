import { ArrowRight, Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { Credential } from '../../main/api/credential.ts';
import type { ApprovalView } from '../../main/api/views.ts';
import { ActScope, useAct } from './act.tsx';
import { Approvers } from './approvers.tsx';
import { Button } from './button.tsx';
import { afterRefusal, credentialsOf, emptyDrafts } from './drafts.ts';
import { ReasonPicker, reasonIsEnough } from './reason.tsx';
import { Sheet } from './sheet.tsx';
import { WaitsFor } from './waits-for.tsx';
import type { ZoneClient } from './zone.ts';

/** `Client`: the methods of the window's zone. */
export interface ApprovalProps<Client = ZoneClient> {
  readonly title: string;
  /** The usual reasons; null where the zone asks for none. */
  readonly reasons: readonly string[] | null;
  /** The reason, where it was said before. */
  readonly said?: string;
  /** What is decided about, in sight until it is done. */
  readonly about?: ReactNode;
  /** What is asked where it is more than a reason. */
  readonly question?: string;
  /** Who must agree, from the signed policy; null where nobody is asked. */
  readonly approval: ApprovalView | null;
  /** What is done at the end, in a word: the label of the last button. */
  readonly action: string;
  readonly ask: (
    client: Client,
    given: { readonly reason: string; readonly approvers: Credential[] },
  ) => Promise<Result<unknown, Problem>>;
  readonly onClose: () => void;
  /** It was done; without it the sheet closes. */
  readonly onDone?: () => void;
}

/** An exception as one sheet: first why, then who approves, both persons' codes side by side. */
export function ApprovalSheet<Client = ZoneClient>(props: ApprovalProps<Client>) {
  return (
    // Its words change with the language, the sheet does not: what was refused stays told.
    <ActScope subject="approval">
      <ReasonAndCodes {...props} />
    </ActScope>
  );
}

function ReasonAndCodes<Client>(props: ApprovalProps<Client>) {
  const { title, reasons, said = '', about, question, approval, action, ask, onClose, onDone = onClose } = props;
  const { t } = useTranslation('parts');
  const { act, busy } = useAct<Client>();
  const [reason, setReason] = useState(said);
  const [reasonDone, setReasonDone] = useState(reasons === null);
  const [drafts, setDrafts] = useState(emptyDrafts(approval?.persons ?? 0));
  const given = credentialsOf(drafts);
  const asksReason = reasons !== null && !reasonDone;
  const isLast = !asksReason || approval === null;

  const send = async (): Promise<void> => {
    if (given === null) return;
    let why: Problem | null = null;
    const done = await act(async (client) => {
      const answer = await ask(client, { reason: reason.trim(), approvers: [...given] });
      if (!answer.ok) why = answer.error;
      return answer;
    });
    // A refused code is typed again; the persons, the reason and the other one's code stay.
    if (done) onDone();
    else setDrafts(afterRefusal(drafts, why));
  };

  return (
    <Sheet
      title={title}
      tells={asksReason || approval === null}
      onClose={onClose}
      main={
        isLast ? (
          <Button
            kind="main"
            icon={Check}
            label={action}
            isDisabled={busy || given === null || (reasons !== null && !reasonIsEnough(reason))}
            onPress={() => void send()}
          />
        ) : (
          <Button
            kind="main"
            icon={ArrowRight}
            label={t('next')}
            isDisabled={!reasonIsEnough(reason)}
            onPress={() => setReasonDone(true)}
          />
        )
      }
    >
      {about}
      {asksReason ? (
        <>
          <p className="sheet-question">{question ?? t('reason.ask')}</p>
          <ReasonPicker usual={reasons} reason={reason} onReason={setReason} />
        </>
      ) : (
        <>
          {reason === '' ? null : <p className="sheet-question">«{reason}»</p>}
          {approval === null ? null : <WaitsFor rule={approval} />}
          {approval === null ? null : <Approvers rule={approval} drafts={drafts} onDrafts={setDrafts} />}
        </>
      )}
    </Sheet>
  );
}
