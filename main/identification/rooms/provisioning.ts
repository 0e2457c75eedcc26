import { fileURLToPath } from 'node:url';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { PRODUCT } from '../../product.ts';
import type { Projection } from '../projection.ts';
import { KitMap } from '../provisioning/kit-map.ts';
import { Passport } from '../provisioning/passport.ts';
import { Registration } from '../provisioning/registration.ts';
import { ReadinessPapers } from '../readiness/papers.ts';
import { Readiness } from '../readiness/readiness.ts';
import type { AttachedRooms } from './attached.ts';
import type { DayRooms } from './day.ts';
import type { Frame } from './frame.ts';

/** How a kiosk comes to its commission with its kit, and whether everything is well before it opens. */
export interface ProvisioningRooms {
  readonly registration: Registration;
  readonly passport: Passport;
  readonly kitMap: KitMap;
  readonly readiness: Readiness;
  readonly readinessPapers: ReadinessPapers;
}

interface Later {
  readonly projection: Pick<Projection, 'watching'>;
  readonly problems: () => readonly Problem[];
}

export function provisioningRooms(
  { options, keys, own, kiosk, slips }: Frame,
  { devices, setups, configuration }: AttachedRooms,
  { sitting, station, pages }: DayRooms,
  later: () => Later,
): ProvisioningRooms {
  const { stateDir, monotonic, serves } = options;
  const media = () => station.logTargets();
  const print = async (slip: Parameters<typeof devices.print>[0]) => {
    const printed = await devices.print(slip);
    return printed.ok ? ok(null) : err(printed.error.problem);
  };
  const passport = new Passport({
    ...{ kiosk, own, keys, setups, monotonic, media },
    print: (all) => print(slips.passport(all, kiosk.head())),
  });
  return {
    passport,
    kitMap: new KitMap({
      ...{ kiosk, keys, setups, passport, configuration, media },
      page: (pdf, actor) => pages.printKit(pdf, actor),
      slip: (all) => print(slips.kitMap(all, keys.serial, kiosk.head())),
    }),
    registration: new Registration({ kiosk, keys, setups, media }),
    readiness: new Readiness({
      ...{ kiosk, keys, devices, setups, stateDir },
      program: fileURLToPath(new URL('../../..', import.meta.url)),
      version: PRODUCT.version,
      stage: () => sitting.stage,
      opening: () => sitting.ownOpeningList(),
      problems: () => later().problems(),
      kit: () => configuration.compared(),
      voterDisplays: () => (serves ? later().projection.watching('voter') : null),
    }),
    readinessPapers: new ReadinessPapers({ kiosk, setups, targets: media }),
  };
}
