import { implement } from '@orpc/server';
import { reason as reasonSchema } from '../../core/journal/catalogue/fields.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { WindowName } from '../access/table.ts';
import { identificationContract } from '../api/identification.ts';
import type { ZoneContext } from '../api/server.ts';
import { storageProblem } from '../storage/failure.ts';
import { isDriver } from './devices/setup.ts';
import type { Zone } from './zone.ts';

/**
 * The contract's procedures over the rooms of the zone. Role and stage were already checked by the one table
 * (`mayCall`); here are only the codes of approvers, and the hand-over to the room that does the work.
 */
export function identificationRouter(zone: Zone) {
  const os = implement(identificationContract)
    .$context<ZoneContext<WindowName>>()
    // A disk that takes nothing more refuses whatever was asked, in words that say what to do.
    .use(async ({ next }, _input, output) => {
      try {
        return await next();
      } catch (error) {
        const problem = storageProblem(error, 'journal');
        if (!problem) throw error;
        return output(err(problem));
      }
    });
  const { desk, way, reservations, sitting, station } = zone;

  /** The reservation in front of the officer, or the open one of that id taken up first. */
  const atPrinter = (admission: string): Result<null, Problem> =>
    way.admission === admission ? ok(null) : way.resume(admission, desk.actor);

  return os.router({
    watch: os.watch.handler(({ context, signal }) => zone.projection.watch(context.window, signal)),

    access: {
      signIn: os.access.signIn.handler(({ input }) => desk.signIn(input)),
      signOut: os.access.signOut.handler(() => {
        desk.signOut('asked');
        return ok(null);
      }),
    },

    voter: {
      find: os.voter.find.handler(({ input }) => way.find(input.text, desk.actor)),
      choose: os.voter.choose.handler(({ input }) => way.send({ type: 'candidate.chosen', record: input.record })),
      searchFinger: os.voter.searchFinger.handler(() =>
        way.send({ type: way.step.at === 'finger-candidates' ? 'search.again' : 'search.began' }),
      ),
      leaveSearch: os.voter.leaveSearch.handler(() => way.send({ type: 'search.left' })),
      chooseFound: os.voter.chooseFound.handler(async ({ input }) => {
        const approved = await desk.approve('findByFinger', input.approvers);
        if (!approved.ok) return approved;
        return way.send({ type: 'candidate.confirmed', record: input.record, approvers: approved.value });
      }),
      scanDocument: os.voter.scanDocument.handler(() => zone.documents.scan()),
      openChip: os.voter.openChip.handler(({ input }) => zone.documents.openChip(input.can)),
      leaveReading: os.voter.leaveReading.handler(() => {
        zone.documents.leave();
        return ok(null);
      }),
      acceptWarning: os.voter.acceptWarning.handler(() => way.send({ type: 'warning.accepted' })),
      nextFinger: os.voter.nextFinger.handler(() => way.send({ type: 'finger.next' })),
      cannotReadFinger: os.voter.cannotReadFinger.handler(() => way.send({ type: 'finger.unreadable' })),
      comparePhoto: os.voter.comparePhoto.handler(async ({ input }) => {
        const approved = await desk.approveBy(zone.fallbackRule('photo'), input.approvers);
        if (!approved.ok) return approved;
        return way.send({ type: 'photo.compared', same: input.same, approvers: approved.value });
      }),
      override: os.voter.override.handler(async ({ input }) => {
        const reason = reasonSchema.safeParse(input.reason);
        if (!reason.success) return err({ code: 'station.reason' });
        const approved = await desk.approveBy(zone.fallbackRule('override'), input.approvers);
        if (!approved.ok) return approved;
        return way.send({ type: 'override.approved', reason: reason.data, approvers: approved.value });
      }),
      takeBallots: os.voter.takeBallots.handler(({ input }) =>
        way.send({ type: 'ballots.taken', ballots: input.ballots }),
      ),
      cancel: os.voter.cancel.handler(() => way.send({ type: 'cancel' })),
      finish: os.voter.finish.handler(() => way.send({ type: 'finish' })),
    },

    reservation: {
      resume: os.reservation.resume.handler(({ input }) => {
        const there = atPrinter(input.admission);
        return there.ok ? way.send({ type: 'print.resume' }) : there;
      }),
      slipIsOut: os.reservation.slipIsOut.handler(({ input }) => {
        // The number is read from the paper: a slip of another voter must not confirm this one.
        const open = reservations.openReceipt(input.admission);
        if (open !== input.receipt) return err({ code: 'station.wrong-receipt', params: { receipt: input.receipt } });
        const there = atPrinter(input.admission);
        return there.ok ? way.send({ type: 'slip.out' }) : there;
      }),
      reprint: os.reservation.reprint.handler(async ({ input }) => {
        const reason = reasonSchema.safeParse(input.reason);
        if (!reason.success) return err({ code: 'station.reason' });
        const approved = await desk.approve('reprint', input.approvers);
        if (!approved.ok) return approved;
        const there = atPrinter(input.admission);
        if (!there.ok) return there;
        return way.send({ type: 'slip.reprint', reason: reason.data, approvers: approved.value });
      }),
      release: os.reservation.release.handler(async ({ input }) => {
        const reason = reasonSchema.safeParse(input.reason);
        if (!reason.success) return err({ code: 'station.reason' });
        const approved = reservations.mayBeOut(input.admission)
          ? await desk.approve('release', input.approvers)
          : ok<readonly string[]>([]);
        if (!approved.ok) return approved;
        const there = atPrinter(input.admission);
        if (!there.ok) return there;
        return way.send({ type: 'release', reason: reason.data, approvers: approved.value });
      }),
      undo: os.reservation.undo.handler(async ({ input }) => {
        const reason = reasonSchema.safeParse(input.reason);
        if (!reason.success) return err({ code: 'station.reason' });
        const approved = await desk.approve('undo', input.approvers);
        return approved.ok ? reservations.undo(input.receipt, reason.data, approved.value, desk.actor) : approved;
      }),
    },

    station: {
      import: os.station.import.handler(({ input }) => station.import(input.path, desk.actor)),
      packages: os.station.packages.handler(() => station.packages()),
      open: os.station.open.handler(async ({ input }) => {
        const approved = await desk.approve('open', input.approvers);
        if (!approved.ok) return approved;
        const mayOpen = sitting.mayOpen();
        if (!mayOpen.ok) return mayOpen;
        const unlocked = await zone.unlocking.unlock(input.approvers, desk.actor);
        if (!unlocked.ok) return unlocked;
        const opened = sitting.open(approved.value, desk.actor);
        return opened.ok ? station.printSlip('start') : opened;
      }),
      unlock: os.station.unlock.handler(async ({ input }) => {
        const approved = await desk.approve('open', input.approvers);
        return approved.ok ? zone.unlocking.unlock(input.approvers, desk.actor) : approved;
      }),
      suspend: os.station.suspend.handler(({ input }) => sitting.suspend(input.reason, desk.actor)),
      resume: os.station.resume.handler(() => sitting.resume(desk.actor)),
      finish: os.station.finish.handler(() => sitting.finish(desk.actor)),
      close: os.station.close.handler(async ({ input }) => {
        const approved = await desk.approve('close', input.approvers);
        if (!approved.ok) return approved;
        const closed = sitting.close(approved.value, desk.actor);
        if (!closed.ok) return closed;
        zone.sameFinger.forget();
        await zone.unlocking.lock();
        return station.printSlip('final');
      }),
      printSlip: os.station.printSlip.handler(({ input }) => station.printSlip(input.slip)),
      recordTurnout: os.station.recordTurnout.handler(({ input }) => sitting.recordTurnout(input.time, desk.actor)),
      logTargets: os.station.logTargets.handler(() => station.logTargets()),
      downloadLog: os.station.downloadLog.handler(({ input }) => station.downloadLog(input.target, desk.actor)),
    },

    page: {
      print: os.page.print.handler(({ input }) => zone.pages.print(input.slip, desk.actor)),
      readiness: os.page.readiness.handler(async ({ input }) => {
        const report = await zone.readiness.reportOf(input.at);
        return zone.pages.printReadiness(zone.readinessPapers.pdf(report, input.language), desk.actor);
      }),
      stop: os.page.stop.handler(async () => {
        await zone.pages.stop();
        return ok(null);
      }),
    },

    recording: {
      start: os.recording.start.handler(({ input }) => zone.recordings.start(input, input.masked, desk.actor)),
      state: os.recording.state.handler(() => zone.recordings.state()),
      stop: os.recording.stop.handler(() => zone.recordings.stop()),
      save: os.recording.save.handler(({ input }) => zone.recordings.save(input.target, desk.actor)),
    },

    device: {
      reopen: os.device.reopen.handler(async ({ input }) => {
        await zone.devices.reopen(input.device);
        return ok(null);
      }),
      testPrint: os.device.testPrint.handler(() => station.printSlip('test')),
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
      printReadiness: os.device.printReadiness.handler(async () =>
        station.printReadiness(await zone.readiness.report()),
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

    configuration: {
      compare: os.configuration.compare.handler(() => zone.configuration.compare()),
      export: os.configuration.export.handler(({ input }) => zone.configuration.export(input.target, desk.actor)),
      files: os.configuration.files.handler(() => zone.configuration.files()),
      look: os.configuration.look.handler(({ input }) => zone.configuration.look(input.path)),
      take: os.configuration.take.handler(({ input: { path, sha256, places } }) =>
        zone.configuration.take(path, sha256, places, desk.actor),
      ),
    },
  });
}
