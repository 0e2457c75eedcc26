import { ok } from '../../core/problem/result.ts';
import { afterwardsRouter } from './afterwards/router.ts';
import { applicationRouter } from './applications/router.ts';
import { configurationRouter } from './configuration/router.ts';
import { copyRouter } from './copy/router.ts';
import { dayRouter } from './day-router.ts';
import { technicianRouter } from './devices/router.ts';
import { kiosksRouter } from './network/router.ts';
import { papersRouter } from './papers/router.ts';
import { kitMapRoutes, passportRoutes } from './provisioning/passport-routes.ts';
import { provisioningRoutes } from './provisioning/routes.ts';
import { receptionRouter } from './reception/router.ts';
import { rehearsalRouter } from './rehearsal/router.ts';
import { implementer } from './router-base.ts';
import { sittingsRouter } from './sittings/router.ts';
import { stationRouter } from './station-router.ts';
import { voterRouter } from './voter-router.ts';
import type { Zone } from './zone.ts';

/**
 * The contract's procedures over the rooms of the zone. Role and stage were already checked by the one table
 * (`mayCall`); here are only the codes of approvers, and the hand-over to the room that does the work.
 */
export function identificationRouter(zone: Zone) {
  const os = implementer();
  const { desk } = zone;

  return os.router({
    ...voterRouter(os, zone),
    ...stationRouter(os, zone),
    ...copyRouter(os, zone),
    ...kiosksRouter(os, zone),
    ...papersRouter(os, zone),
    ...technicianRouter(os, zone),
    ...configurationRouter(os, zone),
    ...receptionRouter(os, zone),
    ...applicationRouter(os, zone),
    ...afterwardsRouter(os, zone),

    watch: os.watch.handler(({ context, signal }) => zone.projection.watch(context.window, signal)),

    access: {
      signIn: os.access.signIn.handler(({ input }) => desk.signIn(input)),
      signOut: os.access.signOut.handler(() => {
        desk.signOut('asked');
        return ok(null);
      }),
      takeOver: os.access.takeOver.handler(({ input }) => desk.takeOver(input)),
    },

    duty: {
      draw: os.duty.draw.handler(async ({ input }) => {
        const approved = await desk.approve('duties', input.approvers);
        return approved.ok ? zone.duties.draw(input.holders, approved.value, desk.actor) : approved;
      }),
    },

    help: {
      call: os.help.call.handler(({ input }) => zone.help.call(input.whom, desk.actor)),
      answer: os.help.answer.handler(async ({ input }) => {
        const came = await desk.prove(input.by);
        return came.ok ? zone.help.answer(input.call, came.value) : came;
      }),
    },

    shift: {
      print: os.shift.print.handler(({ input }) => zone.shifts.print(input.shift, desk.actor)),
    },

    day: dayRouter(zone),
    sittings: sittingsRouter(zone),
    rehearsal: rehearsalRouter(zone),

    provisioning: provisioningRoutes(zone),
    passport: passportRoutes(zone),
    kitMap: kitMapRoutes(zone),
  });
}
