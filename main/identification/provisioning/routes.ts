import { implement } from '@orpc/server';
import type { WindowName } from '../../access/table.ts';
import { provisioningContract } from '../../api/provisioning.ts';
import type { ZoneContext } from '../../api/server.ts';
import type { Zone } from '../zone.ts';

/** `provisioning.…` of the zone's router. */
export function provisioningRoutes({ registration, desk }: Pick<Zone, 'registration' | 'desk'>) {
  const os = implement(provisioningContract).$context<ZoneContext<WindowName>>();
  return {
    look: os.look.handler(() => registration.view()),
    save: os.save.handler(({ input }) => registration.save(input.target)),
    certificate: os.certificate.handler(({ input }) => registration.look(input.path)),
    accept: os.accept.handler(({ input: { path, sha256 } }) => registration.accept(path, sha256, desk.actor)),
  };
}
