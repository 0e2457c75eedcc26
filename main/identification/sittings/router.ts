import { implement } from '@orpc/server';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { WindowName } from '../../access/table.ts';
import type { Credential } from '../../api/credential.ts';
import type { ZoneContext } from '../../api/server.ts';
import { sittingsContract } from '../../api/sittings.ts';
import { reasonOf } from '../reason.ts';
import type { Zone } from '../zone.ts';

type Done = Result<null, Problem> | Promise<Result<null, Problem>>;

/** The procedures about the sittings, over their room; a part of the zone's router, under its middleware. */
export function sittingsRouter(zone: Zone) {
  const os = implement(sittingsContract).$context<ZoneContext<WindowName>>();
  const { desk, sittings } = zone;
  const { outside, arrivals } = sittings;

  /** What the persons of the policy have decided, with a reason that holds no personal number. */
  const decided = async (
    given: { readonly reason?: string | null; readonly approvers: Credential[] },
    act: (approvers: readonly string[]) => Done,
  ): Promise<Result<null, Problem>> => {
    const reason = reasonOf(given.reason ?? null);
    if (!reason.ok) return reason;
    const approved = await desk.approve('sittings', given.approvers);
    return approved.ok ? act(approved.value) : approved;
  };

  return {
    prepare: os.prepare.handler(async ({ input }) => {
      const may = sittings.mayPrepare(input.sitting);
      if (!may.ok) return may;
      const approved = may.value.isProposed
        ? ok<readonly string[]>([])
        : await desk.approve('sittings', input.approvers);
      return approved.ok ? sittings.prepare(input.sitting, approved.value, desk.actor) : approved;
    }),
    takeBallots: os.takeBallots.handler(({ input }) => outside.takeBallots(input.taken, input.boxes, desk.actor)),
    returnBallots: os.returnBallots.handler(({ input: { approvers, ...back } }) =>
      decided({ reason: back.reason, approvers }, (by) => outside.returnBallots(back, by, desk.actor)),
    ),
    lists: os.lists.handler(() => sittings.lists()),
    takeList: os.takeList.handler(async ({ input }) => {
      if (!sittings.lists().some((one) => one.path === input.path)) return err({ code: 'station.target-gone' });
      return decided(input, (by) => outside.takeList(input.path, by, desk.actor));
    }),
    addApplicant: os.addApplicant.handler(({ input }) =>
      decided({ approvers: input.approvers }, (by) => outside.add(input.voter, input.reason, by, desk.actor)),
    ),
    takeGranted: os.takeGranted.handler(({ input }) =>
      decided({ approvers: input.approvers }, (by) => outside.takeGranted(by, desk.actor)),
    ),
    notMet: os.notMet.handler(({ input }) => outside.notMet(input.record, input.reason, desk.actor)),
    writeAdmissions: os.writeAdmissions.handler(({ input }) => arrivals.write(input.target, desk.actor)),
    arrivals: os.arrivals.handler(() => arrivals.offered()),
    takeAdmissions: os.takeAdmissions.handler(({ input }) => arrivals.take(input.path, desk.actor)),
    notAwait: os.notAwait.handler(({ input }) =>
      decided(input, (by) => arrivals.notAwait(input.reason, by, desk.actor)),
    ),
    excludeBatch: os.excludeBatch.handler(({ input: { approvers, ...of } }) =>
      decided({ reason: of.reason, approvers }, (by) => sittings.excludeBatch(of, by, desk.actor)),
    ),
  };
}
