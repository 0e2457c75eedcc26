import { useTranslation } from 'react-i18next';
import { CopiesThenCodes } from './copies-then-codes.tsx';

/** The end of the day, by the persons whom the policy wants. */
export function CloseSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('chair');
  return (
    <CopiesThenCodes
      slip="final"
      title={t('close')}
      reasons={null}
      ask={(client, { approvers, copies }) => client.station.close({ approvers, copies })}
      onClose={onClose}
    />
  );
}
