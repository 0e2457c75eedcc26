import { ok } from '../../../core/problem/result.ts';
import type { Implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';

/** How a kiosk is put together: carried to another, held against its standard kit. */
export function configurationRouter(os: Implementer, zone: Zone) {
  const { desk } = zone;

  return {
    configuration: {
      compare: os.configuration.compare.handler(() => zone.configuration.compare()),
      export: os.configuration.export.handler(({ input }) => zone.configuration.export(input.target, desk.actor)),
      files: os.configuration.files.handler(() => zone.configuration.files()),
      codes: os.configuration.codes.handler(() => zone.configuration.codes(desk.actor)),
      listen: os.configuration.listen.handler(() => {
        zone.configuration.scan.begin();
        return ok(null);
      }),
      scanned: os.configuration.scanned.handler(() => zone.configuration.scan.view()),
      leave: os.configuration.leave.handler(() => {
        zone.configuration.scan.leave();
        return ok(null);
      }),
      look: os.configuration.look.handler(({ input }) => zone.configuration.look(input.path)),
      take: os.configuration.take.handler(({ input: { path, sha256, places } }) =>
        zone.configuration.take(path, sha256, places, desk.actor),
      ),
    },
  };
}
