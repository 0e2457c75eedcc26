import type { JournalFold } from './following.ts';

/** A voter who was admitted at home although she is listed to vote at a remote station. */
export interface Homecoming {
  readonly admission: string;
  /** Her pseudonym, which is the same at every station of the election. */
  readonly voter: string;
  /** Where she is listed; null: the list does not say. */
  readonly station: string | null;
  readonly at: string;
  readonly state: 'reserved' | 'confirmed' | 'released' | 'undone';
}

type Told = ReadonlyMap<string, Homecoming>;

/**
 * Who was admitted against the remote list, in the order of the journal. Stations do not see each other: whoever holds the
 * journals of both looks for the same pseudonym in the other one.
 */
export const homecomingFold: JournalFold<Told> = {
  start: () => new Map(),
  step(told, event) {
    switch (event.type) {
      case 'admission.reserved': {
        const { admission, voter, listedAt } = event.body;
        if (listedAt === undefined) return told;
        return new Map(told).set(admission, { admission, voter, station: listedAt, at: event.at, state: 'reserved' });
      }
      case 'admission.confirmed':
        return becoming(told, event.body.admission, 'confirmed');
      case 'admission.released':
        return becoming(told, event.body.admission, 'released');
      case 'admission.undone':
        return becoming(told, event.body.admission, 'undone');
      default:
        return told;
    }
  },
};

/** All of them, and how each stands. */
export const homecomingsOf = (told: Told): readonly Homecoming[] => [...told.values()];

function becoming(told: Told, admission: string, state: Homecoming['state']): Told {
  const known = told.get(admission);
  return known ? new Map(told).set(admission, { ...known, state }) : told;
}
