import type { AdmissionEvent } from '../../core/admission/events.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { reasonOf } from './reason.ts';
import type { Implementer } from './router-base.ts';
import { admittedBy } from './standing.ts';
import type { Zone } from './zone.ts';

/**
 * The procedures about the voter in front of the officer, from her document to the slip. A person who decides about a
 * reservation takes it up first.
 */
export function voterRouter(os: Implementer, zone: Zone) {
  const { desk, way, reservations } = zone;

  /** The reservation in front of the officer, or the open one of that id taken up first. */
  const atPrinter = (admission: string): Result<null, Problem> =>
    way.admission === admission ? ok(null) : way.resume(admission, desk.actor);

  /** What is said of the sheet of the reservation in front of the officer, or of one that is taken up first. */
  const aboutSheet = (admission: string, event: AdmissionEvent): Result<null, Problem> => {
    const there = atPrinter(admission);
    return there.ok ? way.send(event) : there;
  };

  const returnable = (receipt: string) => {
    const free = way.mayTakeUp();
    return free.ok ? zone.sheets.returnable(receipt) : free;
  };

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

  return {
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
    sheet: {
      takeUp: os.sheet.takeUp.handler(({ input }) => atPrinter(input.admission)),
      print: os.sheet.print.handler(({ input }) => aboutSheet(input.admission, { type: 'ballot.print' })),
      isOut: os.sheet.isOut.handler(({ input }) => aboutSheet(input.admission, { type: 'ballot.out' })),
      delivered: os.sheet.delivered.handler(({ input }) => aboutSheet(input.admission, { type: 'ballot.delivered' })),
      cancel: os.sheet.cancel.handler(async ({ input: { admission, ballot, found, ...input } }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('cancelBallot', input.approvers);
        if (!approved.ok) return approved;
        const decision = { ballot, found, reason: reason.value, approvers: approved.value };
        return aboutSheet(admission, { type: 'sheet.cancelled', ...decision });
      }),
      // A ballot that a voter spoiled, or that the box gave back: into the envelope first, then to the printer again.
      exchange: os.sheet.exchange.handler(async ({ input: { receipt, ...input } }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const before = returnable(receipt);
        if (!before.ok) return before;
        const approved = await desk.approve('cancelBallot', input.approvers);
        if (!approved.ok) return approved;
        // Once more: meanwhile it may have come back by another way, or somebody else stands at the desk.
        const of = returnable(receipt);
        if (!of.ok) return of;
        const decision = { found: 'spoiled', reason: reason.value, approvers: approved.value } as const;
        const written = await zone.sheets.cancel({ ...of.value, ...decision }, desk.actor);
        return written.ok ? way.resume(of.value.admission, desk.actor) : err(written.problem);
      }),
      load: os.sheet.load.handler(({ input }) => zone.sheets.load(input.sheets, desk.actor)),
      count: os.sheet.count.handler(async ({ input: { blank, ...input } }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('cancelBallot', input.approvers);
        if (!approved.ok) return approved;
        return zone.sheets.count(blank, { reason: reason.value, approvers: approved.value }, desk.actor);
      }),
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
        if (!approved.ok) return approved;
        const undone = reservations.undo(input.receipt, reason.value, approved.value, desk.actor);
        if (undone.ok && way.admission === undone.value) way.send({ type: 'finish' });
        return undone.ok ? ok(null) : undone;
      }),
    },
  };
}
