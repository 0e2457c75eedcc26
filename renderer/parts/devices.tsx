import {
  Camera,
  CircleCheck,
  CircleDashed,
  CircleX,
  FileText,
  Fingerprint,
  type LucideIcon,
  Monitor,
  Nfc,
  Plug,
  Printer,
  ScanLine,
  ScanText,
  TriangleAlert,
  Vote,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '../../main/api/views.ts';

export const deviceIcons: Readonly<Record<DeviceView['kind'], LucideIcon>> = {
  document: ScanText,
  chip: Nfc,
  'page-scanner': ScanLine,
  fingerprint: Fingerprint,
  printer: Printer,
  'page-printer': FileText,
  power: Plug,
  display: Monitor,
  camera: Camera,
  'ballot-reader': Vote,
};

/** The state as a shape of its own, so that it is told without colour. */
export const stateIcons: Readonly<Record<DeviceView['state'], LucideIcon>> = {
  ready: CircleCheck,
  working: CircleDashed,
  attention: TriangleAlert,
  missing: CircleX,
};

/** So many lights fit beside clock and counter on the smallest screen. */
const MOST_LIGHTS = 5;

const table: ReadonlySet<DeviceView['kind']> = new Set(['fingerprint', 'document', 'printer', 'ballot-reader']);
const isTable = ({ kind }: DeviceView): boolean => table.has(kind);
const rank = ({ state }: DeviceView): number => (state === 'missing' || state === 'attention' ? 0 : 1);

/**
 * Which devices have a light: those of the table always, of the others those that somebody must look at. Where there
 * are too many, those that are well give way.
 */
export function lightsOf(devices: readonly DeviceView[]): readonly DeviceView[] {
  const shown = devices.filter((device) => isTable(device) || rank(device) === 0);
  if (shown.length <= MOST_LIGHTS) return shown;
  const first = new Set([...shown].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_LIGHTS));
  return shown.filter((device) => first.has(device));
}

/** The peripherals in the status bar: what each is, and whether it is well. */
export function DeviceLights({ devices }: { readonly devices: readonly DeviceView[] }) {
  const { t } = useTranslation('parts');
  return (
    <ul className="device-lights" aria-label={t('devices')}>
      {lightsOf(devices).map(({ id, kind, state }) => {
        const Icon = deviceIcons[kind];
        const State = stateIcons[state];
        return (
          <li key={id} className={`device-light device-${state}`}>
            <Icon className="icon" aria-hidden="true" />
            <State className="icon device-state" aria-hidden="true" />
            <span className="device-word">{t(`light.${kind}`)}</span>
            {state === 'ready' ? null : <span className="device-word device-say">{t(`light-state.${state}`)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
