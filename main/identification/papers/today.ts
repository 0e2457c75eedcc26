import { dayFold, dayOf, type Pause, type Tally } from '../../../core/journal/day.ts';
import { type Identified, identifiedFold, identifiedOf } from '../../../core/journal/identified.ts';
import { headWords } from '../../access/keys-words.ts';
import type { ReasonCountView, TodayView } from '../../api/papers-views.ts';
import type { CountersView } from '../../api/views.ts';
import { type Kiosk, localMoment } from '../kiosk.ts';
import { Following } from '../state/following.ts';
import { stationOf } from '../state/read.ts';
import { offeredReason } from './reasons.ts';

/** The station's day so far, as anyone may know it: counted from the state tables, and told from the journal. */
export class Today {
  readonly #kiosk: Kiosk;
  readonly #counters: () => CountersView;
  readonly #day = new Following(dayFold);
  readonly #identified = new Following(identifiedFold);

  constructor(kiosk: Kiosk, counters: () => CountersView) {
    this.#kiosk = kiosk;
    this.#counters = counters;
  }

  /** Null before the opening. */
  view(copies: number): TodayView | null {
    const { db } = this.#kiosk;
    const { sitting } = stationOf(db);
    const day = dayOf(this.#day.of(db), sitting);
    if (day === null) return null;
    const { confirmed, undone, released, open, reprints, refused, homecomers, unconfirmed, contested } =
      this.#counters();
    const { receipts, without } = this.identified();
    const head = this.#kiosk.head();
    return {
      sitting,
      opened: this.#time(day.opened),
      closed: day.closed === null ? null : this.#time(day.closed),
      pauses: day.pauses.map((pause) => this.#pause(pause)),
      ...{ admitted: confirmed - undone, open, released, undone, reprints, refused },
      ...{ restarts: day.restarts, brokenOff: day.brokenOff },
      ...(homecomers === undefined ? {} : { homecomers }),
      ...(unconfirmed === undefined ? {} : { unconfirmed }),
      ...(contested === undefined ? {} : { contested }),
      overrides: counted(day.overrides),
      undoneFor: counted(day.undone),
      ...{ receipts, identified: receipts - without.length },
      ...{ head, words: headWords(head), copies },
    };
  }

  /** Whether every receipt of this journal had an identification before it. */
  identified(): Identified {
    return identifiedOf(this.#identified.of(this.#kiosk.db));
  }

  #pause({ from, until, reason }: Pause): TodayView['pauses'][number] {
    return {
      from: this.#time(from),
      until: until === null ? null : this.#time(until),
      reason: offeredReason(reason),
    };
  }

  #time(at: string): string {
    return localMoment(this.#kiosk, new Date(at)).time;
  }
}

/** The screens' own reasons first; what people wrote themselves is counted together. */
function counted(tally: Tally): readonly ReasonCountView[] {
  const groups = Map.groupBy(Object.entries(tally), ([reason]) => offeredReason(reason)?.ky ?? '');
  return [...groups.values()]
    .map((group) => ({
      reason: offeredReason(group[0]?.[0] ?? ''),
      count: group.reduce((sum, [, count]) => sum + count, 0),
    }))
    .sort((a, b) => Number(a.reason === null) - Number(b.reason === null) || b.count - a.count);
}
