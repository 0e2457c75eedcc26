import type { AdmissionEvent } from '../../core/admission/events.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { afterwardsRouter } from './afterwards/router.ts';
import { applicationRouter } from './applications/router.ts';
import { reconcile } from './copy/beside.ts';
import { dayRouter } from './day-router.ts';
import { isDriver } from './devices/setup.ts';
import { kitMapRoutes, passportRoutes } from './provisioning/passport-routes.ts';
import { provisioningRoutes } from './provisioning/routes.ts';
import { reasonOf } from './reason.ts';
import { receptionRouter } from './reception/router.ts';
import { rehearsalRouter } from './rehearsal/router.ts';
import { implementer } from './router-base.ts';
import { sittingsRouter } from './sittings/router.ts';
import { admittedBy } from './standing.ts';
import { stationChanges } from './station-router.ts';
import type { Zone } from './zone.ts';

/**
 * The contract's procedures over the rooms of the zone. Role and stage were already checked by the one table
 * (`mayCall`); here are only the codes of approvers, and the hand-over to the room that does the work.
 */
export function identificationRouter(zone: Zone) {
  const os = implementer();
  const { desk, way, reservations, sitting, station } = zone;
  const changes = stationChanges(zone);

  /** The reservation in front of the officer, or the open one of that id taken up first. */
  const atPrinter = (admission: string): Result<null, Problem> =>
    way.admission === admission ? ok(null) : way.resume(admission, desk.actor);

  /**
   * What persons have decided about the voter in front of them. While their codes are checked another may have come to
   * the desk: about her they have decided nothing.
   */
  const decided = async (
    approved: Promise<Result<readonly string[], Problem>>,
    event: (approvers: readonly string[]) => AdmissionEvent,
  ): Promise<Result<null, Problem>> => {
    const { attempt } = way;
    const by = await approved;
    if (!by.ok) return by;
    return way.attempt === attempt ? way.send(event(by.value)) : err({ code: 'station.nothing-to-do' });
  };

  /** The words for the sealed envelope, where a stick is in use and nobody has them yet. */
  const phraseWhereDue = async (): Promise<Result<null, Problem>> =>
    zone.paperRoad.phraseDue() ? zone.paperRoad.printPhrase(desk.actor) : ok(null);

  return os.router({
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

    voter: {
      find: os.voter.find.handler(({ input }) => way.find(input.text, desk.actor)),
      choose: os.voter.choose.handler(({ input }) => way.send({ type: 'candidate.chosen', record: input.record })),
      searchFinger: os.voter.searchFinger.handler(() =>
        way.send({ type: way.step.at === 'finger-candidates' ? 'search.again' : 'search.began' }),
      ),
      leaveSearch: os.voter.leaveSearch.handler(() => way.send({ type: 'search.left' })),
      chooseFound: os.voter.chooseFound.handler(({ input }) =>
        decided(desk.approve('findByFinger', input.approvers), (approvers) => ({
          type: 'candidate.confirmed',
          record: input.record,
          approvers,
        })),
      ),
      scanDocument: os.voter.scanDocument.handler(() => zone.documents.scan()),
      openChip: os.voter.openChip.handler(({ input }) => zone.documents.openChip(input.can)),
      leaveReading: os.voter.leaveReading.handler(() => {
        zone.documents.leave();
        return ok(null);
      }),
      beginNext: os.voter.beginNext.handler(() => zone.next.begin()),
      removeNext: os.voter.removeNext.handler(() => zone.next.remove()),
      acceptWarning: os.voter.acceptWarning.handler(() => way.send({ type: 'warning.accepted' })),
      nextFinger: os.voter.nextFinger.handler(() => way.send({ type: 'finger.next' })),
      cannotReadFinger: os.voter.cannotReadFinger.handler(() => way.send({ type: 'finger.unreadable' })),
      comparePhoto: os.voter.comparePhoto.handler(({ input }) =>
        decided(desk.approveBy(zone.fallbackRule('photo'), input.approvers), (approvers) => ({
          type: 'photo.compared',
          same: input.same,
          approvers,
        })),
      ),
      override: os.voter.override.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        return decided(desk.approveBy(zone.fallbackRule('override'), input.approvers), (approvers) => ({
          type: 'override.approved',
          reason: reason.value,
          approvers,
        }));
      }),
      admitListed: os.voter.admitListed.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        return decided(desk.approve('homecoming', input.approvers), (approvers) => ({
          type: 'homecoming.approved',
          reason: reason.value,
          approvers,
        }));
      }),
      refuseListed: os.voter.refuseListed.handler(() => way.send({ type: 'homecoming.declined' })),
      takeBallots: os.voter.takeBallots.handler(({ input }) =>
        way.send({ type: 'ballots.taken', ballots: input.ballots }),
      ),
      cancel: os.voter.cancel.handler(() => way.send({ type: 'cancel' })),
      finish: os.voter.finish.handler(() => zone.next.finish()),
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
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('reprint', input.approvers);
        if (!approved.ok) return approved;
        const there = atPrinter(input.admission);
        if (!there.ok) return there;
        return way.send({ type: 'slip.reprint', reason: reason.value, approvers: approved.value });
      }),
      release: os.reservation.release.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = reservations.mayBeOut(input.admission)
          ? await desk.approve('release', input.approvers)
          : ok<readonly string[]>([]);
        if (!approved.ok) return approved;
        const there = atPrinter(input.admission);
        if (!there.ok) return there;
        return way.send({ type: 'release', reason: reason.value, approvers: approved.value });
      }),
      admitted: os.reservation.admitted.handler(({ input }) => admittedBy(zone.kiosk, input.receipt)),
      undo: os.reservation.undo.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('undo', input.approvers);
        return approved.ok ? reservations.undo(input.receipt, reason.value, approved.value, desk.actor) : approved;
      }),
    },

    station: {
      import: os.station.import.handler(({ input }) => station.import(input.path, desk.actor)),
      packages: os.station.packages.handler(() => station.packages()),
      open: os.station.open.handler(async ({ input }) => {
        const opened = await changes.open(input);
        return opened.ok ? phraseWhereDue() : opened;
      }),
      unlock: os.station.unlock.handler(async ({ input }) => {
        const approved = await desk.approve('open', input.approvers);
        return approved.ok ? zone.unlocking.unlock(input.approvers, desk.actor) : approved;
      }),
      suspend: os.station.suspend.handler(({ input }) => changes.suspend(input)),
      resume: os.station.resume.handler(({ input }) => changes.resume(input)),
      finish: os.station.finish.handler(({ input }) => sitting.finish(desk.actor, input.inside)),
      close: os.station.close.handler(({ input }) => changes.close(input)),
      recordTurnout: os.station.recordTurnout.handler(({ input }) => sitting.recordTurnout(input.time, desk.actor)),
      logTargets: os.station.logTargets.handler(() => station.logTargets()),
      downloadLog: os.station.downloadLog.handler(({ input }) => station.downloadLog(input.target, desk.actor)),
    },

    copy: {
      predecessors: os.copy.predecessors.handler(() => zone.continuing.files()),
      continue: os.copy.continue.handler(async ({ input }) => {
        const approved = await desk.approve('open', input.approvers);
        if (!approved.ok) return approved;
        const taken = await zone.continuing.take(input.file, input.approvers, desk.actor);
        if (!taken.ok) return taken;
        const unlocked = await zone.unlocking.unlock(input.approvers, desk.actor);
        const begun = await zone.copy.begin(taken.value, desk.actor);
        if (!unlocked.ok) return unlocked;
        return begun.ok ? phraseWhereDue() : begun;
      }),
      begin: os.copy.begin.handler(async ({ input }) => {
        const begun = await zone.copy.begin(input.target, desk.actor);
        return begun.ok ? phraseWhereDue() : begun;
      }),
      paperVoter: os.copy.paperVoter.handler(({ input }) => zone.paperEntries.look(input)),
      enterPaper: os.copy.enterPaper.handler(async ({ input }) => {
        const approved = await desk.approve('undo', input.approvers);
        return approved.ok ? zone.paperEntries.enter(input.places, approved.value, desk.actor) : approved;
      }),
      undoPaper: os.copy.undoPaper.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('undo', input.approvers);
        return approved.ok ? zone.paperEntries.undo(input, reason.value, approved.value, desk.actor) : approved;
      }),
      reconcile: os.copy.reconcile.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('undo', input.approvers);
        return approved.ok ? reconcile(zone.kiosk, reason.value, approved.value, desk.actor) : approved;
      }),
      printPhrase: os.copy.printPhrase.handler(async ({ input }) => {
        if (!zone.paperRoad.phrasePrinted) return zone.paperRoad.printPhrase(desk.actor);
        // Whoever has the words and the stick has the list: nobody has them printed a second time alone.
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('open', input.approvers);
        if (!approved.ok) return approved;
        return zone.paperRoad.printPhrase(desk.actor, { reason: reason.value, approvers: [...approved.value] });
      }),
    },
    sittings: sittingsRouter(zone),

    duty: {
      draw: os.duty.draw.handler(async ({ input }) => {
        const approved = await desk.approve('duties', input.approvers);
        return approved.ok ? zone.duties.draw(input.holders, approved.value, desk.actor) : approved;
      }),
    },
    day: dayRouter(zone),

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

    rehearsal: rehearsalRouter(zone),

    papers: {
      refusal: os.papers.refusal.handler(() => zone.papers.refusal(way.refused, desk.actor)),
      today: os.papers.today.handler(() => zone.papers.todayView()),
      printLog: os.papers.printLog.handler(() => zone.papers.log(desk.actor)),
      printToday: os.papers.printToday.handler(({ input }) => zone.papers.today(input.on, desk.actor)),
    },

    acts: {
      overview: os.acts.overview.handler(() => zone.acts.view()),
      draw: os.acts.draw.handler(({ input: { on, ...asked } }) => zone.acts.draw(asked, on, desk.actor)),
      print: os.acts.print.handler(({ input }) => zone.acts.print(input.number, input.on, desk.actor)),
      waive: os.acts.waive.handler(({ input }) => zone.acts.waive(input.kind, input.of, input.reason, desk.actor)),
    },

    recording: {
      start: os.recording.start.handler(({ input }) => zone.recordings.start(input, input.masked, desk.actor)),
      state: os.recording.state.handler(() => zone.recordings.state()),
      stop: os.recording.stop.handler(() => zone.recordings.stop()),
      save: os.recording.save.handler(({ input }) => zone.recordings.save(input.target, desk.actor)),
    },

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

    provisioning: provisioningRoutes(zone),
    passport: passportRoutes(zone),
    kitMap: kitMapRoutes(zone),

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
  });
}
