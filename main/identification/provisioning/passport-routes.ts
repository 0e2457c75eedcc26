import { implement } from '@orpc/server';
import type { WindowName } from '../../access/table.ts';
import { kitMapContract } from '../../api/kit-map.ts';
import { passportContract } from '../../api/passport.ts';
import type { ZoneContext } from '../../api/server.ts';
import type { Zone } from '../zone.ts';

/** `passport.…` of the zone's router. */
export function passportRoutes({ passport, desk }: Pick<Zone, 'passport' | 'desk'>) {
  const os = implement(passportContract).$context<ZoneContext<WindowName>>();
  return {
    look: os.look.handler(() => passport.view()),
    note: os.note.handler(({ input }) => passport.note(input, desk.actor)),
    save: os.save.handler(({ input }) => passport.save(input.target, desk.actor)),
    inspect: os.inspect.handler(({ input }) => passport.inspect(input.path)),
    take: os.take.handler(({ input: { path, sha256 } }) => passport.take(path, sha256, desk.actor)),
    print: os.print.handler(() => passport.print(desk.actor)),
  };
}

/** `kitMap.…` of the zone's router. */
export function kitMapRoutes({ kitMap, desk }: Pick<Zone, 'kitMap' | 'desk'>) {
  const os = implement(kitMapContract).$context<ZoneContext<WindowName>>();
  return {
    look: os.look.handler(() => kitMap.view()),
    save: os.save.handler(({ input }) => kitMap.save(input.target, desk.actor)),
    printPage: os.printPage.handler(() => kitMap.printPage(desk.actor)),
    printSlip: os.printSlip.handler(() => kitMap.printSlip(desk.actor)),
  };
}
