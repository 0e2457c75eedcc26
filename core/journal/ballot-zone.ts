import type { BodyOf } from './catalogue.ts';
import type { JournalEvent } from './event.ts';
import type { JournalFold } from './following.ts';

/** Sheets that the ballot zone has told of a sitting. */
export interface ToldSheets {
  /** Local time of a turnout; null: since the close. */
  readonly time: string | null;
  readonly sheets: number;
  /** How many of them came from mobile boxes. */
  readonly mobile: number;
  /** The most that there might be when it was told; null: not known. */
  readonly most: number | null;
}

/** What the identification zone's journal knows of the ballot zone beside it. */
export interface BallotZoneTold {
  /** By which key it signs; null: it was never there. */
  readonly paired: BodyOf<'ballot-zone.paired'> | null;
  /** Its process has died, and has not come back. */
  readonly isGone: boolean;
  /** The last word about its readiness. */
  readonly state: BodyOf<'ballot-zone.told'> | null;
  /** By sitting, in the order in which they were told first. */
  readonly sheets: ReadonlyMap<string, readonly ToldSheets[]>;
  /** Sittings whose alarm was told, each with the sheets that it was told of last. */
  readonly alarms: ReadonlyMap<string, number>;
  /** By sitting. */
  readonly totals: ReadonlyMap<string, BodyOf<'ballot-zone.totals-made'>>;
  readonly files: readonly BodyOf<'ballot-zone.file-came'>[];
  /** Hashes of those that lie on a medium. */
  readonly written: ReadonlySet<string>;
  /** What the hub said last of each results file that it has, by its hash. */
  readonly delivered: ReadonlyMap<string, BodyOf<'results.delivered'>>;
}

const nothing: BallotZoneTold = {
  ...{ paired: null, isGone: false, state: null, sheets: new Map(), alarms: new Map(), totals: new Map() },
  ...{ files: [], written: new Set(), delivered: new Map() },
};

/** The fold of what was told; every number is the last one of its kind. */
export const ballotZoneFold: JournalFold<BallotZoneTold> = {
  start: () => nothing,
  step(told, event: JournalEvent) {
    switch (event.type) {
      case 'ballot-zone.paired':
        return { ...told, paired: event.body, isGone: false };
      case 'ballot-zone.gone':
        return { ...told, isGone: true, state: null };
      case 'ballot-zone.told':
        return { ...told, state: event.body };
      case 'ballot-zone.sheets': {
        const { sitting, time, sheets, mobile = 0, most } = event.body;
        const others = (told.sheets.get(sitting) ?? []).filter((one) => one.time !== time);
        return { ...told, sheets: new Map(told.sheets).set(sitting, [...others, { time, sheets, mobile, most }]) };
      }
      case 'ballot-zone.too-many-sheets':
        return { ...told, alarms: new Map(told.alarms).set(event.body.sitting, event.body.sheets) };
      case 'ballot-zone.totals-made':
        return { ...told, totals: new Map(told.totals).set(event.body.sitting, event.body) };
      case 'ballot-zone.file-came':
        return {
          ...told,
          files: [...told.files.filter(({ file }) => file !== event.body.file), event.body],
        };
      case 'ballot-zone.files-written':
        return { ...told, written: new Set([...told.written, ...event.body.files.map(({ sha256 }) => sha256)]) };
      case 'results.delivered':
        return { ...told, delivered: new Map(told.delivered).set(event.body.sha256, event.body) };
      default:
        return told;
    }
  },
};
