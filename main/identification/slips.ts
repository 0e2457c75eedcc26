import { ballotsOf } from '../../core/election/election.ts';
import { maskedPin } from '../../core/person/pin.ts';
import { readinessSlip, type SlipPlace, stationSlip, testSlip, voterReceipt } from '../../core/receipt/content.ts';
import type { Slip } from '../../core/receipt/slip.ts';
import { slipSvg } from '../../core/receipt/svg.ts';
import { testPage } from '../../core/receipt/test-page.ts';
import { type TrialSlip, trialSlip } from '../../core/receipt/trial-slip.ts';
import type { CountersView, ReadinessLine, ReadinessReport } from '../api/views.ts';
import { problemText } from '../problem-words.ts';
import { type InForce, type Kiosk, localMoment } from './kiosk.ts';
import type { VoterRecord } from './register/register.ts';
import { type ReceiptRow, stationOf } from './state/read.ts';

const NO_WORDS = { ky: '—', ru: '—', en: '—' };

/** Collects what stands on each slip of this kiosk and draws it. */
export class Slips {
  readonly #kiosk: Kiosk;
  readonly #counters: () => CountersView;

  constructor(kiosk: Kiosk, counters: () => CountersView) {
    this.#kiosk = kiosk;
    this.#counters = counters;
  }

  /** The voter's receipt as SVG. `head` is the hash of the journal's last event. */
  receipt({ row, voter }: { readonly row: ReceiptRow; readonly voter: VoterRecord | null }, head: string): string {
    const force = this.#force();
    const { election, policy } = force;
    const constituency = voter?.constituency ?? force.precinct.constituency ?? '';
    const ballot = ballotsOf(election, constituency).find((one) => one.id === row.ballot);
    const district = election.constituencies.find((one) => one.id === constituency);
    return slipSvg(
      voterReceipt(
        {
          ...this.#place(force, head),
          receipt: row.receipt,
          copy: row.copy,
          ballot: ballot?.names ?? NO_WORDS,
          constituency: district?.names ?? NO_WORDS,
          listNumber: voter?.number ?? null,
          maskedPin: voter && maskedPin(voter.pin, policy.receipt.maskedPinDigits),
        },
        policy.receipt,
      ),
    );
  }

  /** A slip of the sitting, or the technician's test print, as SVG. */
  station(kind: 'start' | 'final' | 'test', head: string): string {
    return slipSvg(this.stationSlip(kind, head));
  }

  /** Whether the sitting has come to this slip: the start one once it was opened, the final one when it is closed. */
  due(kind: 'start' | 'final'): boolean {
    const { stage } = stationOf(this.#kiosk.db);
    return kind === 'final' ? stage === 'closed' : stage !== 'unprovisioned' && stage !== 'ready';
  }

  /** What stands on it, for another paper. */
  stationSlip(kind: 'start' | 'final' | 'test', head: string): Slip {
    const force = this.#force();
    const place = this.#place(force, head);
    if (kind === 'test') return testSlip(place);
    const counters = this.#counters();
    return stationSlip(kind, {
      ...place,
      sitting: stationOf(this.#kiosk.db).sitting,
      registered: counters.registered,
      list: force.election.list,
      package: force.register.package.sha256,
      counters,
    });
  }

  /** A slip on which the technician looks at letters and dots. */
  trial(which: TrialSlip, head: string): string {
    return slipSvg(trialSlip(which, this.#place(this.#force(), head)));
  }

  /** A sheet of A4 for the same. */
  page(): string {
    const { date, time } = localMoment(this.#kiosk, this.#kiosk.now());
    return testPage({ device: this.#kiosk.device, date, time });
  }

  /** The readiness report on paper. */
  readiness({ version, program, lines }: ReadinessReport, head: string): string {
    const count = (state: ReadinessLine['state']): number => lines.filter((line) => line.state === state).length;
    return slipSvg(
      readinessSlip({
        ...this.#place(this.#force(), head),
        ...{ version, program },
        counts: { bad: count('bad'), warn: count('warn'), good: count('good') },
        found: lines.flatMap(({ problem }) =>
          problem === null
            ? []
            : { ky: problemText(problem, 'ky', 'happened'), ru: problemText(problem, 'ru', 'happened') },
        ),
      }),
    );
  }

  #place(force: InForce, head: string): SlipPlace {
    return {
      mode: force.election.mode,
      election: force.election.names,
      station: force.precinct.number,
      device: this.#kiosk.device,
      ...localMoment(this.#kiosk, this.#kiosk.now()),
      head,
    };
  }

  /** Slips are printed only where a package is in force. */
  #force(): InForce {
    const force = this.#kiosk.inForce();
    if (!force) throw new Error('a slip without a package in force');
    return force;
  }
}
