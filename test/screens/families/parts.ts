import type { ConsoleRole } from '../../../main/api/console-views.ts';
import type { DeviceView, Role } from '../../../main/api/views.ts';
import { all, type Families, stages, trialModes } from './values.ts';

const kinds: Readonly<Record<DeviceView['kind'], true>> = {
  fingerprint: true,
  document: true,
  chip: true,
  'page-scanner': true,
  printer: true,
  'page-printer': true,
  power: true,
  display: true,
  camera: true,
  'ballot-reader': true,
};

/** What stands on the screens of several rooms. */
export const partsFamilies: Families = {
  'parts/stage.': stages,
  'parts/mode.': trialModes,
  'parts/mode-name.': trialModes,
  'parts/role.': all<Role | ConsoleRole>({
    ...{ central: true, territorial: true },
    officer: true,
    member: true,
    chair: true,
    secretary: true,
    technician: true,
    administrator: true,
  }),
  'parts/device.': all<DeviceView['kind']>(kinds),
  'parts/light.': all<DeviceView['kind']>(kinds),
  'parts/light-state.': ['working', 'attention', 'missing'],
  'parts/state.': all<DeviceView['state']>({ ready: true, working: true, attention: true, missing: true }),
};
