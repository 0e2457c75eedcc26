import { err, ok } from '../../../core/problem/result.ts';
import type { Implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';
import { isDriver } from './setup.ts';

/** What a technician does with devices: attaches, tries, records and reports them. */
export function technicianRouter(os: Implementer, zone: Zone) {
  const { desk, station } = zone;

  return {
    device: {
      reopen: os.device.reopen.handler(({ input }) => zone.devices.reopen(input.device)),
      testPrint: os.device.testPrint.handler(() => station.printTest()),
      takeTouch: os.device.takeTouch.handler(() => zone.fingerBench.take()),
      leaveTouches: os.device.leaveTouches.handler(() => {
        zone.fingerBench.leave();
        return ok(null);
      }),
      discover: os.device.discover.handler(({ input }) => zone.setups.discover(input.group ?? null)),
      typed: os.device.typed.handler(({ input }) => zone.setups.typed(input.at)),
      trace: os.device.trace.handler(({ input }) => zone.devices.trace(input.device)),
      assign: os.device.assign.handler(({ input: { device, driver, at } }) =>
        isDriver(driver) ? zone.setups.assign(device, driver, at, desk.actor) : err({ code: 'device.setup-refused' }),
      ),
      remove: os.device.remove.handler(({ input }) => zone.setups.remove(input.device, desk.actor)),
      readiness: os.device.readiness.handler(() => zone.readiness.report()),
      printReadiness: os.device.printReadiness.handler(async ({ input }) =>
        station.printReadiness(await zone.readiness.reportOf(input.at)),
      ),
      saveReadiness: os.device.saveReadiness.handler(async ({ input }) =>
        zone.readinessPapers.save(await zone.readiness.reportOf(input.at), input, desk.actor),
      ),
      restartHost: os.device.restartHost.handler(() => {
        zone.devices.restart();
        return ok(null);
      }),
    },
    trial: {
      begin: os.trial.begin.handler(({ input }) => zone.trials.begin(input.device, input.wish)),
      stop: os.trial.stop.handler(() => {
        zone.trials.stop();
        return ok(null);
      }),
      picture: os.trial.picture.handler(() => zone.trials.picture()),
      leave: os.trial.leave.handler(() => {
        zone.trials.leave();
        return ok(null);
      }),
    },
    recording: {
      start: os.recording.start.handler(({ input }) => zone.recordings.start(input, input.masked, desk.actor)),
      state: os.recording.state.handler(() => zone.recordings.state()),
      stop: os.recording.stop.handler(() => zone.recordings.stop()),
      save: os.recording.save.handler(({ input }) => zone.recordings.save(input.target, desk.actor)),
    },
  };
}
