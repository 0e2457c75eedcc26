import type { JournalEvent } from '../journal/event.ts';

/** Admissions of a device that stand without their voter's lock, by admission (docs/remote-paper.md). */
export type UnconfirmedAdmissions = Readonly<Record<string, UnconfirmedAdmission>>;

export interface UnconfirmedAdmission {
  readonly voter: string;
  readonly round: number;
  /** The hub has said that she was admitted elsewhere too. */
  readonly contested: boolean;
}

export const noUnconfirmed: UnconfirmedAdmissions = {};

/**
 * Takes the next event of the device's journal.
 * @param round of the sitting that the event is of
 * @returns the same ones where it is about none
 */
export function withUnconfirmed(all: UnconfirmedAdmissions, event: JournalEvent, round: number): UnconfirmedAdmissions {
  switch (event.type) {
    case 'admission.reserved': {
      const { admission, voter, unconfirmed } = event.body;
      return unconfirmed ? { ...all, [admission]: { voter, round, contested: false } } : all;
    }
    case 'admission.released':
    case 'admission.undone': {
      const { [event.body.admission]: gone, ...others } = all;
      return gone ? others : all;
    }
    case 'lock.taken': {
      const { voter, round: of } = event.body;
      const others = Object.entries(all).filter(([, one]) => one.voter !== voter || one.round !== of);
      return others.length === Object.keys(all).length ? all : Object.fromEntries(others);
    }
    case 'lock.refused': {
      const { admission = '', how } = event.body;
      const one = all[admission];
      return one ? { ...all, [admission]: { ...one, contested: how === 'admitted' } } : all;
    }
    default:
      return all;
  }
}

/** How many of them there are, and of how many the hub has said that they were admitted elsewhere too. */
export function countUnconfirmed(all: UnconfirmedAdmissions): {
  readonly unconfirmed: number;
  readonly contested: number;
} {
  const rows = Object.values(all);
  const contested = rows.filter((one) => one.contested).length;
  return { unconfirmed: rows.length - contested, contested };
}
