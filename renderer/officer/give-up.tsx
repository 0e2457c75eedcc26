import { Hand, UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';

/**
 * No finger is to be had. Where the policy has another way it comes next; where it has none the voter is refused by this,
 * and it is asked once more.
 */
export function CannotReadFinger({ further, isDisabled }: { readonly further: boolean; readonly isDisabled: boolean }) {
  const { t } = useTranslation('officer');
  const { act } = useAct();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        icon={Hand}
        label={t('finger.unreadable')}
        isDisabled={isDisabled}
        onPress={() => (further ? void act((client) => client.voter.cannotReadFinger({})) : setAsking(true))}
      />
      {asking ? <RefuseSheet what="finger" onClose={() => setAsking(false)} /> : null}
    </>
  );
}

/** Asked once before somebody goes without a receipt: the voter is refused, or back to where she was. */
export function RefuseSheet({ what, onClose }: { readonly what: 'finger' | 'override'; readonly onClose: () => void }) {
  return (
    <ActScope subject="refuse">
      <Ask what={what} onClose={onClose} />
    </ActScope>
  );
}

function Ask({ what, onClose }: { readonly what: 'finger' | 'override'; readonly onClose: () => void }) {
  const { t } = useTranslation('officer');
  const { act, busy } = useAct();
  return (
    <Sheet title={t('refuse.ask')} backFirst onClose={onClose}>
      <p className="sheet-question">{t(`refuse.what.${what}`)}</p>
      {what === 'finger' ? <p className="sheet-question">{t('refuse.first')}</p> : null}
      <div className="choice-row">
        <Button
          icon={UserX}
          label={t('refuse.do')}
          isDisabled={busy}
          onPress={() => void act((client) => client.voter.cannotReadFinger({}))}
        />
      </div>
    </Sheet>
  );
}
