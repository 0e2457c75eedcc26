import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { useDesk } from '../parts/zone.ts';
import { DoorsSheet } from './doors-sheet.tsx';

/** Closes the doors: those inside are counted, where the policy asks, and still served. */
export function DoorsButton({ kind }: { readonly kind: 'main' | 'plain' }) {
  const { t } = useTranslation('chair');
  const { day } = useDesk();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind={kind} icon={UsersRound} label={t('finish')} onPress={() => setOpen(true)} />
      {open ? <DoorsSheet asks={day?.asksInside ?? false} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
