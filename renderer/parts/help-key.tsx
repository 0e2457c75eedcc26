import { LifeBuoy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { play } from './sound.ts';
import { useDesk } from './zone.ts';

/** Milliseconds between two rings: heard across a room, and no noise under which nobody can work. */
const RING_MS = 8_000;

/** Calls somebody without leaving the voter; while somebody is called it says whom, and is heard. */
export function HelpKey() {
  const { t } = useTranslation(['people', 'parts']);
  const { station } = useDesk();
  const [open, setOpen] = useState(false);
  const [first, ...more] = station.help;
  const called = first !== undefined;
  useEffect(() => {
    if (!called) return;
    play('help');
    const bell = setInterval(() => play('help'), RING_MS);
    return () => clearInterval(bell);
  }, [called]);
  const words =
    first === undefined
      ? { label: t('help') }
      : { label: more.length > 0 ? t('help') : t(`parts:role.${first.whom}`), detail: t('help.detail') };
  return (
    <>
      <Button
        kind={called ? 'plain' : 'quiet'}
        icon={LifeBuoy}
        {...words}
        {...(called ? { chosen: true } : {})}
        onPress={() => setOpen(true)}
      />
      {open ? <HelpSheet onClose={() => setOpen(false)} /> : null}
    </>
  );
}
