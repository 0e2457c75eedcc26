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
  /** No link to the hub; by what the policy lets be done with a voter without her lock. */
  'kiosks.no-lock-wait': { severity: 'warning' },
  'kiosks.no-lock-unconfirmed': { severity: 'warning', params: ['count'] },
  /** The same where there is a link, and the hub has not answered to several voters in a row. */
  'kiosks.hub-silent-wait': { severity: 'warning' },
  'kiosks.hub-silent-unconfirmed': { severity: 'warning', params: ['count'] },
  /** Admissions without their voter's lock: not yet confirmed, and admitted elsewhere too. */
  'kiosks.unconfirmed': { severity: 'notice', params: ['count'] },
  'kiosks.contested': { severity: 'blocking', params: ['count'] },
  'kiosks.is-there': { severity: 'notice', params: ['device'] },
  /** What a kiosk has left open is ended after its share was taken over. */
  'kiosks.still-serves': { severity: 'notice' },
});
