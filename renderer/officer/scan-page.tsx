import { ScanText } from 'lucide-react';
import type { DeviceView } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { useDesk } from '../parts/zone.ts';

/** Whether the kiosk has a device of this kind that can be used now. */
function useReady(kind: DeviceView['kind']): boolean {
  const { station } = useDesk();
  return station.devices.some((device) => device.kind === kind && device.state === 'ready');
}

/** Reads the document on the page scanner; nothing where the kiosk has none. */
export function ScanPage({ label }: { readonly label: string }) {
  const { act, busy } = useAct();
  if (!useReady('page-scanner')) return null;
  return (
    <Button
      icon={ScanText}
      label={label}
      isDisabled={busy}
      onPress={() => void act((client) => client.voter.scanDocument({}))}
    />
  );
}
