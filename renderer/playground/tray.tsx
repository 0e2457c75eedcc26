import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { WorldSlip } from '../../main/api/playground.ts';
import { Button } from '../parts/button.tsx';
import { useWorld } from './world.ts';

/** The paper that has come out, newest on top; a slip that is pressed is held up to be read. */
export function Tray() {
  const { t } = useTranslation('playground');
  const { slips } = useWorld();
  const [held, setHeld] = useState<WorldSlip | null>(null);
  return (
    <section className="tray" aria-label={t('tray')}>
      <h2>{t('tray')}</h2>
      {slips.length === 0 ? <p>{t('tray.empty')}</p> : null}
      <ol>
        {slips.map((slip) => (
          <li key={slip.slip}>
            <AriaButton
              className={slip.torn ? 'slip slip-torn' : 'slip'}
              aria-label={t('slip', { number: slip.slip })}
              onPress={() => setHeld(slip)}
            >
              <img src={slip.picture} width={slip.width} height={slip.height} alt="" />
            </AriaButton>
            {slip.torn ? <p>{t('slip.torn')}</p> : null}
          </li>
        ))}
      </ol>
      {held === null ? null : <HeldUp slip={held} onClose={() => setHeld(null)} />}
    </section>
  );
}

function HeldUp({ slip, onClose }: { readonly slip: WorldSlip; readonly onClose: () => void }) {
  const { t } = useTranslation('playground');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="held-up" aria-label={t('slip', { number: slip.slip })} onClose={onClose}>
      <div className="held-up-paper">
        <img src={slip.picture} width={slip.width} height={slip.height} alt="" />
      </div>
      <Button kind="main" label={t('slip.close')} onPress={() => dialog.current?.close()} />
    </dialog>
  );
}
