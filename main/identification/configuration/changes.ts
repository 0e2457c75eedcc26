import { isDeepStrictEqual } from 'node:util';
import type { ConfigurationPlanView } from '../../api/configuration-views.ts';
import type { DeviceSetup } from '../devices/setup.ts';
import type { Settings } from './file.ts';
import { DEFAULT_KIT } from './kit.ts';

/** How many devices are new, others than before, and gone. */
export function changesOf(before: readonly DeviceSetup[], then: readonly DeviceSetup[]) {
  const old = (id: string) => before.find((one) => one.id === id);
  return {
    added: then.filter(({ id }) => old(id) === undefined).length,
    changed: then.filter((one) => old(one.id) !== undefined && !isDeepStrictEqual(old(one.id), one)).length,
    removed: before.filter(({ id }) => !then.some((one) => one.id === id)).length,
  };
}

/** Which settings besides the devices would be others. */
export function settingsChanged(
  now: Pick<Settings, 'folders' | 'kit'>,
  then: Pick<Settings, 'folders' | 'kit'>,
): ConfigurationPlanView['settings'] {
  const [before, after] = [said(now), said(then)];
  return (['folders', 'kit'] as const)
    .map((setting) => ({ setting, now: before[setting], wanted: after[setting] }))
    .filter((one) => one.now !== one.wanted);
}

const said = ({ folders, kit }: Pick<Settings, 'folders' | 'kit'>) => ({
  folders: folders.join(', '),
  kit: kit ?? DEFAULT_KIT,
});
