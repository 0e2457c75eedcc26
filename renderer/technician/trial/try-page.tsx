import { ArrowLeft } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '../../../main/api/views.ts';
import { Button } from '../../parts/button.tsx';
import { useZone } from '../../parts/zone.ts';
import { TryCamera } from './try-camera.tsx';
import { TryChip } from './try-chip.tsx';
import { TryDocument } from './try-document.tsx';
import { TryFinger } from './try-finger.tsx';
import { TryPower } from './try-power.tsx';
import { TryPrinter } from './try-printer.tsx';
import { TryScan } from './try-scan.tsx';
import { TrySheet } from './try-sheet.tsx';

/** Of a display there is nothing to try: it is looked at. */
export const hasTry = (kind: DeviceView['kind']): boolean => kind !== 'display';

/** One device does what it is there for, and the technician watches. Nothing of it is kept when the page is left. */
export function TryPage({ device, onBack }: { readonly device: DeviceView; readonly onBack: () => void }) {
  const { t } = useTranslation('trial');
  const { client } = useZone();
  // Whoever leaves takes along what was seen; a page that was loaded anew begins without it.
  useEffect(() => {
    const leave = (): void => void client.trial.leave({}).catch(() => undefined);
    leave();
    return leave;
  }, [client]);
  const back = <Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />;
  switch (device.kind) {
    case 'fingerprint':
      return <TryFinger device={device.id} back={back} />;
    case 'document':
      return <TryDocument device={device.id} back={back} />;
    case 'chip':
      return <TryChip device={device.id} back={back} />;
    case 'camera':
      return <TryCamera device={device.id} back={back} />;
    case 'page-scanner':
      return <TryScan device={device.id} back={back} />;
    case 'printer':
      return <TryPrinter device={device.id} back={back} />;
    case 'page-printer':
      return <TrySheet device={device.id} back={back} />;
    case 'power':
      return <TryPower device={device.id} back={back} />;
    // The display shows itself; the ballot box is tried by its own zone.
    case 'display':
    case 'ballot-reader':
      return null;
  }
}
