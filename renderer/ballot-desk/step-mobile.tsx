import { PackageOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { BoxFacts } from './box-facts.tsx';
import { BoxSheet } from './box-sheet.tsx';
import { EndKey, MobileFeeder } from './mobile-feeder.tsx';
import { ReplaceKey } from './replace-key.tsx';
import { StepFrame } from './step-frame.tsx';
import { useBallotDesk, useMay } from './zone.ts';

/** A mobile box is being fed, sheet by sheet; or whether there is one to be fed. */
export function MobileStep() {
  const { t } = useTranslation('ballot-desk');
  const { station, mobile, feeder } = useBallotDesk();
  const feeding = station.phase === 'mobile' ? mobile.find(({ sheets }) => sheets === null) : undefined;
  if (feeding === undefined) {
    return (
      <StepFrame title={t('now.mobile')} lead={t('now.mobile.what')} main={<MobileKey kind="main" />}>
        <BoxFacts />
      </StepFrame>
    );
  }
  if (feeder) return <MobileFeeder box={feeding.box} feeder={feeder} />;
  return (
    <StepFrame
      title={t('mobile.feeding', { box: feeding.box })}
      lead={t('mobile.feeding.what')}
      back={<ReplaceKey />}
      main={<EndKey kind="main" />}
    >
      <p className="ballot-counter" role="status">
        <strong className="number">{station.sheets}</strong>
        <span>{t('sheets.all')}</span>
      </p>
      <BoxFacts />
    </StepFrame>
  );
}

/** After the close a mobile box may be fed at any time until the count. */
export function MobileKey({ kind = 'plain' }: { readonly kind?: 'main' | 'plain' }) {
  const { t } = useTranslation('ballot-desk');
  const { decides } = useMay();
  const { station } = useBallotDesk();
  const [open, setOpen] = useState(false);
  if (!decides || station.phase !== 'closed') return null;
  return (
    <>
      <Button kind={kind} icon={PackageOpen} label={t('mobile.begin')} onPress={() => setOpen(true)} />
      {open ? (
        <BoxSheet
          title={t('mobile.begin')}
          asksSeal={false}
          kind="mobile"
          ask={(client, { box, approvers }) => client.mobile.begin({ box, approvers })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
