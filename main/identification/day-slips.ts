import { serialOf } from '../../core/election/station.ts';
import type { SlipTotals } from '../../core/journal/catalogue/day.ts';
import { reasonTold } from '../../core/journal/day.ts';
import { stationSlip } from '../../core/receipt/content.ts';
import { type CopyOf, type StoodStill, standstillSlip } from '../../core/receipt/day-content.ts';
import { type SignedSlip, signedCode } from '../../core/receipt/signed-totals.ts';
import type { Slip } from '../../core/receipt/slip.ts';
import { slipSvg } from '../../core/receipt/svg.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { nodeCrypto } from '../crypto/node.ts';
import type { InForce, Kiosk } from './kiosk.ts';
import type { Slips } from './slips.ts';
import { closingAnswersOf, insideOf } from './state/closing.ts';
import { onPaperCounts } from './state/on-paper.ts';
import { lateOf, openingStepsOf } from './state/opening.ts';
import { countersOf } from './state/read.ts';
import { askedEvent, type SlipSeries } from './state/slip-copies.ts';
import { type Standstill, secondsOf, standstillsOf, stoodStillOf } from './state/standstill.ts';

/** Draws the slips of the day: every copy of a series from the event that asked for it. */
export class DaySlips {
  readonly #kiosk: Kiosk;
  readonly #slips: Pick<Slips, 'stationFacts' | 'due' | 'beside'>;
  readonly #signing: Pick<DeviceKeys['signing'], 'key' | 'sign'>;

  constructor(
    kiosk: Kiosk,
    slips: Pick<Slips, 'stationFacts' | 'due' | 'beside'>,
    signing: Pick<DeviceKeys['signing'], 'key' | 'sign'>,
  ) {
    this.#kiosk = kiosk;
    this.#slips = slips;
    this.#signing = signing;
  }

  /** Whether the sitting has come to this slip. */
  due(slip: 'start' | 'final'): boolean {
    return this.#slips.due(slip);
  }

  /** The numbers of a sitting as they are now. */
  totals(sitting: string): SlipTotals {
    const { db } = this.#kiosk;
    const registered = this.#force().register.count();
    const counters = countersOf(db, sitting, registered);
    const answers = closingAnswersOf(db, sitting);
    const beside = this.#slips.beside(sitting).filter(({ reconciled }) => reconciled === null).length;
    const people = (question: string): number | null =>
      answers.find((one) => one.question === question)?.people ?? null;
    return {
      registered,
      reserved: counters.reserved,
      confirmed: counters.confirmed,
      released: counters.released,
      undone: counters.undone,
      validSlips: counters.firstPrints,
      reprints: counters.reprints,
      stoodStill: stoodStillOf(db, sitting, this.#kiosk.now().toISOString()),
      inside: insideOf(db, sitting)?.counted ?? null,
      signatures: people('signatures'),
      receipts: people('receipts'),
      byHand: people('by-hand'),
      onPaper: onPaperCounts(db, sitting).entered,
      ...(beside === 0 ? {} : { beside }),
    };
  }

  /** A copy as SVG. */
  copy(series: SlipSeries, copy: number): string {
    return slipSvg(this.slip(series, { copy, of: series.copies.length }));
  }

  /** What stands on a copy. */
  slip(series: SlipSeries, copy: CopyOf): Slip {
    const { db } = this.#kiosk;
    const { at, hash, body } = askedEvent(db, series);
    const force = this.#force();
    // Each copy of a series says the same, whatever was compared since.
    const beside = this.#slips.beside(body.sitting, series.seq);
    const facts = { ...this.#slips.stationFacts(hash, body.sitting), sitting: body.sitting, ...momentOf(at), beside };
    const code = this.#code(series, force);
    // A slip that was asked for before it was counted shows what is known now.
    const { onPaper = facts.counters.onPaper ?? 0 } = body.totals;
    const stills = standstillsOf(db, body.sitting).slice(0, series.stills);
    if (body.slip === 'suspended' || body.slip === 'resumed') {
      const still = stills.at(-1);
      if (!still) throw new Error('a slip of no standstill');
      const decided = body.slip === 'suspended' ? still.approvers : still.resumedBy;
      return standstillSlip(body.slip, {
        ...{ ...facts, sitting: body.sitting, code, total: body.totals.stoodStill },
        still: toldStill(body.slip === 'suspended' ? { ...still, until: null } : still, at, force),
        because: still.resumedBecause,
        persons: decided.map((id) => force.people.find((one) => one.id === id)?.name ?? id),
      });
    }
    return stationSlip(body.slip, {
      ...facts,
      registered: body.totals.registered,
      counters: { ...facts.counters, ...body.totals, firstPrints: body.totals.validSlips, onPaper },
      day: {
        ...{ copy, code },
        stoodStill: stills.map((one) => toldStill(one, at, force)),
        answers: closingAnswersOf(db, body.sitting),
        opening: this.#opening(body.sitting, force),
      },
    });
  }

  #opening(sitting: string, force: InForce) {
    const { seals, list, without } = openingStepsOf(this.#kiosk.db, sitting);
    return {
      seals: force.policy.opening.seals.flatMap(({ id, names }) => {
        const number = seals.get(id);
        return number === undefined ? [] : [{ names, number }];
      }),
      list: list && {
        paper: [list.voters, list.version, list.last] as const,
        own: [list.own.voters, list.own.version, list.own.last] as const,
        words: list.words,
      },
      without: without.map(({ kind }) => kind),
      late: lateOf(this.#kiosk.db, sitting),
    };
  }

  #code(series: SlipSeries, { election, precinct }: InForce): string {
    const { at, seq, hash, body } = askedEvent(this.#kiosk.db, series);
    const told: SignedSlip = {
      ...{ slip: body.slip, sitting: body.sitting, totals: body.totals, at, seq, head: hash },
      ...{ election: election.id, mode: election.mode, station: precinct.number },
      ...{ device: this.#kiosk.device, key: this.#signing.key },
    };
    return signedCode(told, nodeCrypto, (digest) => this.#signing.sign(digest));
  }

  #force(): InForce {
    const force = this.#kiosk.inForce();
    if (!force) throw new Error('a slip without a package in force');
    return force;
  }
}

/** Local date and hour of an event. */
const momentOf = (at: string) => ({ date: at.slice(0, 10), time: at.slice(11, 16) });

function toldStill(still: Standstill, now: string, { devices }: InForce): StoodStill {
  const { since, until, reason } = still;
  return {
    from: momentOf(since).time,
    until: until && momentOf(until).time,
    seconds: secondsOf(still, now),
    reason: reasonTold(reason, (device) => serialOf(devices, device)),
  };
}
