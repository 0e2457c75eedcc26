import { family } from './problem.ts';

/** Problems of the several kiosks of one station. `device` is a kiosk's number in it. */
export const kiosks = family({
  /** Voters who stand admitted at two kiosks. */
  'kiosks.doubled': { severity: 'blocking', params: ['count'] },
  /** Another kiosk is not seen; by what the policy lets be done meanwhile. */
  'kiosks.unseen-share': { severity: 'warning', params: ['device'] },
  'kiosks.unseen-all': { severity: 'warning', params: ['device'] },
  'kiosks.unseen-wait': { severity: 'warning', params: ['device'] },
  'kiosks.other-list': { severity: 'warning' },
  'kiosks.clock-apart': { severity: 'warning', params: ['device', 'seconds'] },
  'kiosks.refused': { severity: 'warning', params: ['count'] },
  /** The hub takes no events of this kiosk, or has others of the same numbers. */
  'kiosks.hub-refused': { severity: 'warning', params: ['seq', 'cause'] },
  'kiosks.hub-differs': { severity: 'warning', params: ['seq'] },
  'kiosks.is-there': { severity: 'notice', params: ['device'] },
  /** What a kiosk has left open is ended after its share was taken over. */
  'kiosks.still-serves': { severity: 'notice' },
});
