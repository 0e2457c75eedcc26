import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const steps = ['document', 'identity', 'receipt'] as const;
export type TrailStep = (typeof steps)[number];

/** Where this voter's way stands: document, identity, receipt. */
export function Trail({ now }: { readonly now: TrailStep }) {
  const { t } = useTranslation('parts');
  const at = steps.indexOf(now);
  return (
    <ol className="trail" aria-label={t('trail')}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < at ? 'trail-done' : index === at ? 'trail-now' : 'trail-next'}
          {...(index === at ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="trail-mark" aria-hidden="true">
            {index < at ? <Check className="icon" /> : index + 1}
          </span>
          {t(`trail.${step}`)}
        </li>
      ))}
    </ol>
  );
}
