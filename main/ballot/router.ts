import type { BallotApproval } from '../../core/election/policy-results.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Credential } from '../api/credential.ts';
import { BallotProjection } from './projection.ts';
import { proofOf } from './proof.ts';
import { resultsRoutes } from './results/router.ts';
import { ballotImplementer } from './router-base.ts';
import type { BallotZone } from './zone.ts';

/** Asks the persons whom the policy names for a decision of this kind. @returns their ids */
function approveIn(
  zone: BallotZone,
  kind: BallotApproval,
  credentials: readonly Credential[],
): Promise<Result<readonly string[], Problem>> {
  const rule = zone.frame.packages.taken?.policy.results.approvals[kind];
  if (!rule) return Promise.resolve(err<Problem>({ code: 'ballot-zone.no-package' }));
  return zone.desk.approve(rule, credentials);
}

/** Where the disk had refused something of the sheets before, it is tried again first. */
function afterMending(zone: BallotZone, work: () => Result<null, Problem>): Result<null, Problem> {
  const mended = zone.frame.ballots.mended();
  return mended.ok ? work() : mended;
}

/** The contract's methods over the rooms of the zone. */
export function ballotRouter(zone: BallotZone) {
  const os = ballotImplementer();
  return os.router({
    ...dayRoutes(os, zone),
    ...resultsRoutes(os, zone.results),
    papers: { again: os.papers.again.handler(({ input }) => zone.printAgain(input.file)) },
    proof: { page: os.proof.page.handler(({ input }) => proofOf(zone.frame.packages.taken, input.style, input.test)) },
  });
}

/** The day's half of the contract. */
function dayRoutes(os: ReturnType<typeof ballotImplementer>, zone: BallotZone) {
  const projection = new BallotProjection(zone);
  const { desk, day, box, feeder } = zone;
  return {
    watch: os.watch.handler(({ context, signal }) => projection.watch(context.window, signal)),
    access: {
      signIn: os.access.signIn.handler(({ input }) => desk.signIn(input)),
      signOut: os.access.signOut.handler(() => {
        desk.signOut('asked');
        return ok(null);
      }),
    },
    voter: {
      insist: os.voter.insist.handler(() => box.insist()),
      takeBack: os.voter.takeBack.handler(() => box.takeBack()),
    },
    box: {
      assign: os.box.assign.handler(async ({ input }) => {
        const approved = await approveIn(zone, 'box', input.approvers);
        return approved.ok ? day.assignBox(input.box, input.seal, approved.value, desk.actor) : approved;
      }),
      cleared: os.box.cleared.handler(() => box.cleared()),
      located: os.box.located.handler(async ({ input }) => {
        const approved = await approveIn(zone, 'box', input.approvers);
        return approved.ok ? box.located(input.where, approved.value) : approved;
      }),
      replace: os.box.replace.handler(async ({ input }) => {
        const approved = await approveIn(zone, 'box', input.approvers);
        return approved.ok ? day.replaceBox(input, approved.value, desk.actor) : approved;
      }),
    },
    test: {
      begin: os.test.begin.handler(() => day.beginTest(desk.actor)),
      end: os.test.end.handler(() => day.endTest(desk.actor)),
      accept: os.test.accept.handler(async ({ input }) => {
        const approved = await approveIn(zone, 'test', input.approvers);
        return approved.ok ? day.acceptTest(input.reason, approved.value, desk.actor) : approved;
      }),
    },
    zero: { prove: os.zero.prove.handler(() => day.proveZero(desk.actor)) },
    mobile: {
      begin: os.mobile.begin.handler(async ({ input }) => {
        const approved = await approveIn(zone, 'mobile', input.approvers);
        return approved.ok ? day.beginMobile(input.box, approved.value, desk.actor) : approved;
      }),
      feed: os.mobile.feed.handler(({ input }) => afterMending(zone, () => feeder.feed(input.sheets))),
      stop: os.mobile.stop.handler(() => feeder.stop()),
      end: os.mobile.end.handler(() => afterMending(zone, () => day.endMobile(desk.actor))),
    },
  };
}
