import type { Approval, Policy } from '../../../core/election/policy.ts';
import type { Approvals, ApprovalView } from '../../api/views.ts';
import type { ShownRooms } from './rooms.ts';

/** Who must agree to what, with whom each waits for now. */
export function approvalsView(zone: Pick<ShownRooms, 'duties' | 'fallbackRule'>, { approvals }: Policy): Approvals {
  const asking = (rule: Approval): ApprovalView => {
    const oneOf = zone.duties.onDuty(rule);
    return oneOf === null ? rule : { ...rule, oneOf };
  };
  return {
    open: asking(approvals.open),
    close: asking(approvals.close),
    suspend: asking(approvals.suspend),
    resume: asking(approvals.resume),
    reprint: asking(approvals.reprint),
    undo: asking(approvals.undo),
    release: asking(approvals.release),
    findByFinger: asking(approvals.findByFinger),
    duties: asking(approvals.duties),
    handOver: asking(approvals.handOver),
    wipe: asking(approvals.wipe),
    sittings: asking(approvals.sittings),
    homecoming: asking(approvals.homecoming),
    takeShare: asking(approvals.takeShare),
    cancelBallot: asking(approvals.cancelBallot),
    photo: asking(zone.fallbackRule('photo')),
    override: asking(zone.fallbackRule('override')),
  };
}
