import type { PackagesView } from '../../../main/api/packages.ts';
import type { ZoneView } from '../../../main/api/views.ts';

const onStick: PackagesView = {
  files: [
    { path: '/media/stick/saruu-2023-0001.taanuu', name: 'saruu-2023-0001.taanuu', bytes: 48_200_000, arrived: null },
    {
      ...{ path: '/media/stick/saruu-2023-0001-old.taanuu', name: 'saruu-2023-0001-old.taanuu' },
      ...{ bytes: 47_900_000, arrived: null },
    },
  ],
  coming: null,
  refused: [],
};

const arrived: PackagesView = {
  files: [{ path: 'arrived', name: 'v4', bytes: 48_600_000, arrived: { version: 4, from: { by: 'hub' } } }],
  coming: { version: 5, from: { by: 'kiosk', place: '2' }, done: 31_000_000, of: 48_900_000 },
  refused: [{ version: 3, problem: { code: 'package.other-station', params: { station: '0004', own: '0001' } } }],
};

/** Which packages there are: from the network where the view tells of one. */
export const packagesAnswer = ({ station }: Pick<ZoneView, 'station'>): PackagesView =>
  station.problems.some(({ code }) => code === 'package.waits') ? arrived : onStick;
