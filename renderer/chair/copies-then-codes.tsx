import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { CopiesSheet } from '../parts/copies-sheet.tsx';
import { useDesk, type ZoneClient } from '../parts/zone.ts';

type Given = Parameters<Parameters<typeof ApprovalSheet>[0]['ask']>[1];

/** Opening and closing: how many copies of the slip, then why (where it is asked), then the persons. */
export function CopiesThenCodes({
  slip,
  title,
  reasons,
  question,
  ask,
  onClose,
}: {
  readonly slip: 'start' | 'final';
  readonly title: string;
  readonly reasons: readonly string[] | null;
  /** How the reason is asked for. */
  readonly question?: string;
  readonly ask: (
    client: ZoneClient,
    given: Given & { readonly copies: number },
  ) => ReturnType<Parameters<typeof ApprovalSheet>[0]['ask']>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['day', 'parts']);
  const { day, approvals } = useDesk();
  const { usual, most } = day?.slipCopies[slip] ?? { usual: 1, most: 1 };
  const [copies, setCopies] = useState(usual);
  const [counted, setCounted] = useState(false);
  if (!counted) {
    return (
      <CopiesSheet
        title={`${t('copies.title')}: ${t(`copies.${slip}`)}`}
        {...{ copies, most, onClose }}
        onCopies={setCopies}
        action={t('parts:next')}
        onNext={() => setCounted(true)}
      />
    );
  }
  return (
    <ApprovalSheet
      {...{ title, reasons, onClose }}
      {...(question === undefined ? {} : { question })}
      approval={approvals[slip === 'start' ? 'open' : 'close']}
      action={title}
      ask={(client, given) => ask(client, { ...given, copies })}
    />
  );
}
