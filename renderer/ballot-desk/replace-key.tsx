import { Replace } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { BoxSheet } from './box-sheet.tsx';
import { useBallotDesk, useMay } from './zone.ts';

/** A box that is full or has failed is exchanged for another one; what lies in it stays counted, and the box sealed. */
export function ReplaceKey({ kind = 'plain' }: { readonly kind?: 'plain' | 'quiet' }) {
  const { t } = useTranslation('ballot-desk');
  const { assigned } = useBallotDesk();
  const { serves } = useMay();
  const [open, setOpen] = useState(false);
  if (!serves || assigned === null) return null;
  return (
    <>
      <Button kind={kind} icon={Replace} label={t('replace')} onPress={() => setOpen(true)} />
      {open ? (
        <BoxSheet
          title={t('replace.title', { box: assigned.box })}
          asksSeal
          reasons={[t('replace.reason.full'), t('replace.reason.failed')]}
          kind="box"
          ask={(client, given) => client.box.replace(given)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
