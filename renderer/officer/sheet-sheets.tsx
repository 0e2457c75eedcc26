import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { inLanguage } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

/** The ballot a sheet is about. */
export interface OfBallotSheet {
  readonly admission: string;
  readonly ballot: string;
  readonly onClose: () => void;
}

/** A ballot's name, which the step gives by its id alone. */
export function useBallotName(): (ballot: string) => string {
  const { i18n } = useTranslation();
  const { ballots } = useDesk();
  return (ballot) => {
    const found = ballots.find(({ id }) => id === ballot);
    return found ? inLanguage(found.names, i18n) : ballot;
  };
}

/** A sheet that is spoiled, jammed or given back: two persons cancel it and put it into the envelope. */
export function CancelSheet({ admission, ballot, onClose }: OfBallotSheet) {
  const { t } = useTranslation('sheet');
  const { approvals } = useDesk();
  const nameOf = useBallotName();
  return (
    <ApprovalSheet
      title={t('cancel.of', { ballot: nameOf(ballot) })}
      question={t('cancel.how')}
      reasons={[t('reason.jam'), t('reason.half'), t('reason.smeared'), t('reason.back')]}
      approval={approvals.cancelBallot}
      action={t('cancel.do')}
      ask={(client, given) => client.sheet.cancel({ admission, ballot, found: 'spoiled', ...given })}
      onClose={onClose}
    />
  );
}

/** Two persons have looked: no sheet came out, and the paper is still blank. */
export function NoSheet({ admission, ballot, onClose }: OfBallotSheet) {
  const { t } = useTranslation('sheet');
  const { approvals } = useDesk();
  const nameOf = useBallotName();
  return (
    <ApprovalSheet
      title={t('none.of', { ballot: nameOf(ballot) })}
      reasons={null}
      said={t('none.said')}
      approval={approvals.cancelBallot}
      action={t('none.do')}
      ask={(client, given) => client.sheet.cancel({ admission, ballot, found: 'none', ...given })}
      onClose={onClose}
    />
  );
}

/** The voter goes without a ballot: her receipt comes back and is void. */
export function WithoutBallot({ admission, onClose }: Omit<OfBallotSheet, 'ballot'>) {
  const { t } = useTranslation(['sheet', 'officer']);
  const { approvals } = useDesk();
  return (
    <ApprovalSheet
      title={t('release.open')}
      question={t('release.how')}
      reasons={[
        t('officer:release.reason.left'),
        t('officer:release.reason.printer'),
        t('officer:release.reason.mistake'),
      ]}
      approval={approvals.release}
      action={t('release.do')}
      ask={(client, given) => client.reservation.release({ admission, ...given })}
      onClose={onClose}
    />
  );
}
