import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundView } from '../../main/api/views.ts';
import { ActScope } from '../parts/act.tsx';
import { AddressKeys } from '../parts/address-keys.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useZone } from '../parts/zone.ts';

/** Where a device is that cannot be found by looking: a printer or scanner in the network, a supply behind another computer. */
export function AddressSheet({
  onFound,
  onClose,
}: {
  readonly onFound: (found: FoundView) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('technician');
  const { client } = useZone();
  const [address, setAddress] = useState('');
  const [nobodys, setNobodys] = useState(false);
  const [busy, setBusy] = useState(false);
  const type = (text: string): void => {
    setAddress(text);
    setNobodys(false);
  };
  const go = async (): Promise<void> => {
    const at = address.trim();
    if (at === '') return;
    setBusy(true);
    try {
      const found = await client.device.typed({ at });
      if (found.drivers.length > 0) onFound(found);
      else setNobodys(true);
    } catch {
      // The line is away and the window says so; what was typed stays.
    } finally {
      setBusy(false);
    }
  };
  return (
    <ActScope subject="address">
      <Sheet
        title={t('address.title')}
        onClose={onClose}
        main={
          <Button
            kind="main"
            icon={ArrowRight}
            label={t('address.go')}
            isDisabled={busy || address.trim() === ''}
            onPress={() => void go()}
          />
        }
      >
        <div className="address">
          <Field label={t('address.examples')} value={address} onValue={type} onEnter={() => void go()} focus />
          {nobodys ? (
            <p className="address-nobodys" role="alert">
              {t('address.nobodys')}
            </p>
          ) : null}
          <AddressKeys text={address} onText={type} />
        </div>
      </Sheet>
    </ActScope>
  );
}
