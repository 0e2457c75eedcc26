import { Signature } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/button.tsx';
import { useDesk } from '../../parts/zone.ts';

/** Rows of a list that it takes on the narrowest screen. */
export const ACTS_WAIT_ROWS = 2.7;

/** How many acts are still to be drawn, and the way to them; nothing where none waits. Told, and in nobody's way. */
export function ActsWait({ onActs }: { readonly onActs: () => void }) {
  const { t } = useTranslation('acts');
  const { day, station } = useDesk();
  const count = day?.actsDue ?? 0;
  if (count === 0) return null;
  return (
    <section className="copies acts-wait" role="status">
      <p className="copies-words">
        <strong>{t('waits', { count })}</strong>
        {/* What comes into the journal after a copy that is kept is missing in it. */}
        <span className="check-problem">{t(station.stage === 'closed' ? 'waits.before' : 'waits.do')}</span>
      </p>
      <Button icon={Signature} label={t('waits.open')} onPress={onActs} />
    </section>
  );
}
