import type { JournalEvent } from './event.ts';
import type { JournalFold } from './following.ts';

/**
 * Where each journal stood at a moment, by device: a kiosk that goes on from another one's copy has the events of several.
 * Nothing of a device that has not spoken yet.
 */
type Standing = ReadonlyMap<string, number>;

interface Span {
  /** Where the sitting before it was closed; null: none was. */
  readonly after: Standing | null;
  /** Where it was closed itself; null: not yet. */
  readonly until: Standing | null;
}

export interface WentOn {
  /** Number of the last event of each device so far. */
  readonly now: Map<string, number>;
  /** By sitting, what of the journals is of it. */
  readonly spans: Map<string, Span>;
  /** After how many events of which device's journal another kiosk went on from it. */
  readonly forks: { readonly device: string; readonly count: number }[];
  lastClose: Standing | null;
}

/** From where in the journals other kiosks went on, and where each sitting begins and ends. */
export const wentOn: JournalFold<WentOn> = {
  start: () => ({ now: new Map(), spans: new Map(), forks: [], lastClose: null }),
  step(told, event) {
    told.now.set(event.device, event.seq);
    take(told, event);
    return told;
  },
};

function take(told: WentOn, event: JournalEvent): void {
  switch (event.type) {
    case 'sitting.opened':
      told.spans.set(event.body.sitting, { after: told.lastClose, until: null });
      return;
    case 'sitting.closed': {
      told.lastClose = new Map(told.now);
      const span = event.sitting === null ? undefined : told.spans.get(event.sitting);
      if (span && event.sitting !== null) told.spans.set(event.sitting, { ...span, until: told.lastClose });
      return;
    }
    case 'copy.superseded':
      told.forks.push({ device: event.device, count: event.body.count });
      return;
  }
}

/**
 * Whether another kiosk went on with this sitting before it was closed here: whom that one admitted in it, these journals
 * do not say. Who went on between the close of the one before and its opening may have opened it too.
 */
export function isGoneOnWith({ spans, forks }: WentOn, sitting: string): boolean {
  const span = spans.get(sitting);
  if (!span) return false;
  const { after, until } = span;
  return forks.some(({ device, count }) => {
    return count >= (after?.get(device) ?? 0) && (until === null || count < (until.get(device) ?? 0));
  });
}
