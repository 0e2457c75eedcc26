import type { Role } from '../election/common.ts';
import type { JournalFold } from './following.ts';

export const helpers = ['chair', 'technician'] as const;
/** Who can be called to a kiosk. */
export type Helper = (typeof helpers)[number];

/** Who may answer which call with her own code; the officer takes back what is no longer wanted. */
export const answering: Readonly<Record<Helper, readonly Role[]>> = {
  chair: ['chair', 'secretary', 'member', 'officer'],
  technician: ['technician', 'administrator', 'officer'],
};

/** Whose own code, given here for whatever else, shows that she has come: the one who was called herself. */
export const calledRoles: Readonly<Record<Helper, readonly Role[]>> = {
  chair: ['chair'],
  technician: ['technician', 'administrator'],
};

/** A call that nobody has answered yet. It names nobody and no voter: every screen of the room may show it. */
export interface HelpCall {
  readonly call: string;
  readonly whom: Helper;
  /** The kiosk that calls: the same fold over other kiosks' journals shows their calls too. */
  readonly device: string;
  /** As the journal writes instants. */
  readonly at: string;
}

/** Open calls by their id, oldest first. */
export const openCalls: JournalFold<Map<string, HelpCall>> = {
  start: () => new Map(),
  step(open, event) {
    if (event.type === 'help.called') {
      const { call, whom } = event.body;
      open.set(call, { call, whom, device: event.device, at: event.at });
    }
    if (event.type === 'help.answered') open.delete(event.body.call);
    return open;
  },
};
