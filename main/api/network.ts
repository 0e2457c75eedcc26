import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { idSchema } from '../../core/election/common.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { StationOpening } from '../../core/receipt/opening-sum-slip.ts';
import type { StationSum } from '../../core/receipt/sum-slip.ts';
import { approvers } from './credential.ts';
import type { InvitationView, JoinedView, JoinView } from './network-views.ts';
import type { OfferedFile } from './sittings.ts';
import type { PrintedPageView } from './views.ts';

/** The kiosks of one station together. */
export const kiosksContract = {
  /** Shows another kiosk the way here. */
  invite: oc.input(z.object({}).strict()).output(type<Result<InvitationView, Problem>>()),
  /** Looks where an invitation leads; `code` as it was scanned or typed. */
  ask: oc.input(z.object({ code: z.string().max(400) }).strict()).output(type<Result<JoinView, Problem>>()),
  /** Joins there: its digits are those that the other kiosk shows. */
  join: oc.input(z.object({}).strict()).output(type<Result<JoinedView, Problem>>()),
  /** Opens the journals of the station to a console of the commission in the same network. */
  openLogs: oc.input(z.object({}).strict()).output(type<Result<null, Problem>>()),
  /** Ends that. */
  shutLogs: oc.input(z.object({}).strict()).output(type<Result<null, Problem>>()),
  /** This kiosk serves the share of one that is out of service, by the decision of persons. */
  takeShare: oc
    .input(z.object({ device: idSchema, reason: z.string().trim().min(3).max(250), approvers }).strict())
    .output(type<Result<null, Problem>>()),
  /** A reservation that a kiosk out of service has left open binds its voter no more, by the decision of persons. */
  endReservation: oc
    .input(
      z.object({ admission: z.string().min(1).max(64), reason: z.string().trim().min(3).max(250), approvers }).strict(),
    )
    .output(type<Result<null, Problem>>()),
  /** Downloaded journals of the station's other kiosks, on sticks and in the kiosk's folders. */
  journals: oc.input(z.object({}).strict()).output(type<readonly OfferedFile[]>()),
  /** Takes one of them in. */
  takeJournal: oc
    .input(z.object({ path: z.string().max(1000) }).strict())
    .output(type<Result<{ readonly events: number }, Problem>>()),
  /** What the kiosks of the station have done in the sitting; null: there was none, or there is one kiosk. */
  sum: oc.input(z.object({}).strict()).output(type<StationSum | null>()),
  /** How they opened it, each with its zero; null as with `sum`. */
  opening: oc.input(z.object({}).strict()).output(type<StationOpening | null>()),
  /** The next copy of that. */
  printOpening: oc.input(z.object({}).strict()).output(type<Result<PrintedPageView, Problem>>()),
  /** The next copy of the sum of the station's kiosks. */
  printSum: oc.input(z.object({}).strict()).output(type<Result<PrintedPageView, Problem>>()),
};
