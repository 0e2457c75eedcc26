import { Phone, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { inLanguage } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

/** Nobody leaves with only a screen: prints for the voter why she is not admitted, where to go and whom to ask. */
export function RefusalSlipButton() {
  const { t } = useTranslation('papers');
  const { papers } = useDesk();
  const { act, busy } = useAct();
  const again = papers.refusal?.out === 'yes';
  return (
    <Button
      icon={Printer}
      label={t(again ? 'refusal.again' : 'refusal.print')}
      isDisabled={busy}
      onPress={() => void act((client) => client.papers.refusal({}))}
    />
  );
}

/** What came of it. Where nothing came out, the officer reads aloud whom the voter may call. */
export function RefusalSlipOutcome() {
  const { t, i18n } = useTranslation('papers');
  const { refusal, help } = useDesk().papers;
  if (refusal === null || refusal.number === null || refusal.out === null) return null;
  if (refusal.out === 'yes') return <p className="verdict-next">{t('refusal.out', { number: refusal.number })}</p>;
  const numbers = [...(help?.telephones ?? []), ...(help?.complaints ? [help.complaints] : [])].filter(
    ({ number }) => number !== undefined,
  );
  return (
    <section className="verdict-help">
      <p>{t(`refusal.${refusal.out}`)}</p>
      {numbers.map(({ names, number }) => (
        <p key={`${names.ky} ${number}`}>
          <Phone className="icon" aria-hidden="true" />
          <span>{inLanguage(names, i18n)}</span> <strong className="number">{number}</strong>
        </p>
      ))}
    </section>
  );
}
