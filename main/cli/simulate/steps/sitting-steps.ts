import type { SittingKind } from '../../../../core/election/sittings.ts';
import { err } from '../../../../core/problem/result.ts';
import { approving } from '../approving.ts';
import { answerQuestions, writeOpeningDown } from '../chair.ts';
import { devicesReady } from '../chores.ts';
import type { DeskClient } from '../desk-client.ts';
import type { Station } from '../station.ts';
import { between, type Step } from './step.ts';

const chair = { by: 'chair', copies: true } as const;

const opening: Step = {
  ...{ ...chair, name: 'opening', event: 'sitting.opened', look: between('ready', 'open') },
  take: async (desk, station) => {
    await devicesReady(desk);
    await writeOpeningDown(desk);
    return desk.client.station.open({ approvers: station.two, copies: 2 });
  },
};

const both = (desk: DeskClient, station: Station, kind: 'suspend' | 'resume') =>
  approving(desk.view(), kind, station.atHand);

const suspending: Step = {
  ...{ ...chair, name: 'suspending', event: 'sitting.suspended', look: between('open', 'suspended') },
  take: (desk, station) =>
    desk.client.station.suspend({ reason: 'the light is gone', approvers: both(desk, station, 'suspend') }),
};

const resuming: Step = {
  ...{ ...chair, name: 'resuming', event: 'sitting.resumed', look: between('suspended', 'open') },
  take: (desk, station) =>
    desk.client.station.resume({ reason: 'the light is back', approvers: both(desk, station, 'resume') }),
};

const finishing: Step = {
  ...{ ...chair, copies: false, name: 'finishing', event: 'sitting.finishing', look: between('open', 'finishing') },
  take: (desk) => desk.client.station.finish({ inside: 0 }),
};

const closing: Step = {
  ...{ ...chair, name: 'closing', event: 'sitting.closed', look: between('finishing', 'closed') },
  take: async (desk, station) => {
    await answerQuestions(desk);
    return desk.client.station.close({ approvers: station.two, copies: 2 });
  },
};

/** The change from one sitting to the next: the clock proposes it, the chair makes it ready. */
const changingTo = (kind: SittingKind): Step => ({
  ...{ ...chair, copies: false, name: 'sitting change', event: 'sitting.prepared', look: between('closed', 'ready') },
  take: async (desk) => {
    const { sittings } = await desk.until((view) => view.sittings !== null, 'the sittings');
    const next = sittings?.list.find((one) => one.kind === kind);
    return next ? desk.client.sittings.prepare({ sitting: next.id }) : err({ code: 'station.nothing-to-do' });
  },
});

/** The day, and a repeat vote after it, each with its own slips. */
export const sittingSteps: readonly Step[] = [
  ...[opening, suspending, resuming, finishing, closing],
  changingTo('repeat'),
  ...[opening, finishing, closing],
];
