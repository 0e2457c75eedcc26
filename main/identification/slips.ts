import type { Refusal } from '../../core/admission/step.ts';
import type { Application } from '../../core/application/application.ts';
import { ballotsOf, precinctOf } from '../../core/election/election.ts';
import type { BodyOf } from '../../core/journal/catalogue.ts';
import type { OperatorRehearsal } from '../../core/journal/rehearsal.ts';
import type { Shift } from '../../core/journal/shifts.ts';
import { maskedPin } from '../../core/person/pin.ts';
import { type ActSlipFacts, actSlip } from '../../core/receipt/act-slip.ts';
import { applicationSlip } from '../../core/receipt/application-slip.ts';
import type { BesideFacts } from '../../core/receipt/beside.ts';
import {
  readinessSlip,
  type SlipPlace,
  type StationFacts,
  stationSlip,
  testSlip,
  voterReceipt,
} from '../../core/receipt/content.ts';
import type { DutyFacts } from '../../core/receipt/duty-lines.ts';
import { type HandingFacts, handingSlip } from '../../core/receipt/handing-slip.ts';
import { kitMapSlip, passportSlip } from '../../core/receipt/kit-slip.ts';
import { listSlip } from '../../core/receipt/list-slip.ts';
import { logSlip } from '../../core/receipt/log-slip.ts';
import { openingSumSlip, type StationOpening } from '../../core/receipt/opening-sum-slip.ts';
import { homeListWordsSlip, phraseSlip } from '../../core/receipt/phrase-slip.ts';
import { refusalSlip } from '../../core/receipt/refusal-slip.ts';
import { rehearsalSlip } from '../../core/receipt/rehearsal-slip.ts';
import { resultsSlip } from '../../core/receipt/results-slip.ts';
import { shiftSlip } from '../../core/receipt/shift-slip.ts';
import type { Both, Slip } from '../../core/receipt/slip.ts';
import { type StationSum, sumSlip } from '../../core/receipt/sum-slip.ts';
import { slipSvg } from '../../core/receipt/svg.ts';
import { testPage } from '../../core/receipt/test-page.ts';
import { todaySlip } from '../../core/receipt/today-slip.ts';
import { type TrialSlip, trialSlip } from '../../core/receipt/trial-slip.ts';
import { whereSlip } from '../../core/receipt/where-slip.ts';
import { headWords } from '../access/keys-words.ts';
import type { KitMapDeviceView } from '../api/kit-map-views.ts';
import type { TodayView } from '../api/papers-views.ts';
import type { PassportDeviceView } from '../api/passport-views.ts';
import type { ListView, WhereView } from '../api/reception-views.ts';
import type { ReadinessLine, ReadinessReport } from '../api/views.ts';
import { problemText } from '../problem-words.ts';
import { called, type InForce, type Kiosk, localMoment } from './kiosk.ts';
import type { LogTold } from './papers/last-log.ts';
import { deviceWords, onPaper } from './provisioning/kit-words.ts';
import type { VoterRecord } from './register/register.ts';
import { sittingPlan } from './sittings/plan.ts';
import { sheetsOfAdmission } from './state/ballot-sheets.ts';
import { besideUntil } from './state/beside.ts';
import { dutiesOf } from './state/duties.ts';
import { onPaperCounts } from './state/on-paper.ts';
import { admissionOf, countersOf, type ReceiptRow, stationOf } from './state/read.ts';
import { remoteCounts } from './state/remote-counts.ts';
import { carriedSittings, outsideFacts, sittingOf } from './state/sittings.ts';

/** What of an act is not the same on every paper of this station. */
export type ActOnPaper = Omit<ActSlipFacts, 'mode' | 'election' | 'station' | 'device' | 'serial'>;

const NO_WORDS = { ky: '—', ru: '—', en: '—' };

/** Collects what stands on each slip of this kiosk and draws it. */
export class Slips {
  readonly #kiosk: Kiosk;

  constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk;
  }

  /** The voter's receipt as SVG. `head` is the hash of the journal's last event. */
  receipt({ row, voter }: { readonly row: ReceiptRow; readonly voter: VoterRecord | null }, head: string): string {
    const force = this.#force();
    const { election, policy } = force;
    const constituency = voter?.constituency ?? force.precinct.constituency ?? '';
    const ballot = ballotsOf(election, constituency).find((one) => one.id === row.ballot);
    const listedAt = admissionOf(this.#kiosk.db, row.admission)?.listed_at ?? null;
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
          ballotPrinted: sheetsOfAdmission(this.#kiosk.db, row.admission).some((one) => one.ballot === row.ballot),
          ...(listedAt === null ? {} : { listedAt: listedAt || null }),
        },
        policy.receipt,
      ),
    );
  }

  /** The six words of the list on the chair's stick, for the sealed envelope. */
  phrase(words: readonly string[], head: string): string {
    return slipSvg(phraseSlip({ ...this.#place(this.#force(), head), words }));
  }

  /** The six words of a file with the list of voters. */
  homeListWords(words: readonly string[], head: string): string {
    return slipSvg(homeListWordsSlip({ ...this.#place(this.#force(), head), words }));
  }

  /** A slip of the sitting, or the technician's test print, as SVG. */
  station(kind: 'start' | 'final' | 'test', head: string): string {
    return slipSvg(this.stationSlip(kind, head));
  }

  /** Whether the sitting has come to this slip: the start one once it was opened, the final one when it is closed. */
  due(kind: 'start' | 'final'): boolean {
    const { stage } = stationOf(this.#kiosk.db);
    return kind === 'final'
      ? stage === 'closed' || stage === 'handed-over'
      : stage !== 'unprovisioned' && stage !== 'ready';
  }

  /** What stands on it, for another paper. */
  stationSlip(kind: 'start' | 'final' | 'test', head: string): Slip {
    if (kind === 'test') return testSlip(this.#place(this.#force(), head));
    return stationSlip(kind, this.stationFacts(head));
  }

  /** What is known for a slip of a sitting now; of the one that is under way, or was last, where none is named. */
  stationFacts(head: string, sitting: string | null = stationOf(this.#kiosk.db).sitting): StationFacts {
    const force = this.#force();
    const counters = countersOf(this.#kiosk.db, sitting, force.register.count());
    return {
      ...this.#place(force, head),
      sitting,
      kind: sittingOf(this.#kiosk.db, sitting)?.kind ?? 'day',
      outside: outsideFacts(this.#kiosk.db, sitting),
      carried: carriedSittings(this.#kiosk.db, sitting).map(({ device, ...one }) => {
        return device === undefined ? one : { ...one, device: called(this.#kiosk, device) };
      }),
      registered: counters.registered,
      list: force.election.list,
      package: force.register.package.sha256,
      duties: this.#duties(force, sitting),
      beside: this.beside(sitting),
      constituencies: remoteCounts(this.#kiosk.db, sitting, force).byConstituency ?? null,
      counters: { ...counters, onPaper: onPaperCounts(this.#kiosk.db, sitting).entered },
    };
  }

  /**
   * Kiosks that served this sitting beside this one.
   * @param until number of an event of this kiosk's journal: as it was known then; without it as it is known now
   */
  beside(sitting: string | null, until?: number): readonly BesideFacts[] {
    const clock = (instant: string): string => localMoment(this.#kiosk, new Date(instant)).time;
    return besideUntil(this.#kiosk.db, sitting, until).map(({ device, since, reconciled }) => ({
      ...{ device: called(this.#kiosk, device), since: clock(since) },
      reconciled: reconciled === null ? null : clock(reconciled),
    }));
  }

  /** What a voter takes with her who is not admitted. */
  refusal(refusal: Refusal, number: number, head: string): Slip {
    const force = this.#force();
    const { address } = force.precinct;
    const { help = null } = force.election;
    const { close: closes } = sittingPlan(this.#kiosk, force).current;
    return refusalSlip({ ...this.#place(force, head), refusal, number, address, closes, help });
  }

  /** The station's day so far. */
  today(day: TodayView, copy: number, head: string): Slip {
    return todaySlip({ ...this.#place(this.#force(), head), ...day, head, words: headWords(head), copy });
  }

  /** Name and sums of a log on a medium, with the moment at which it was written. */
  log({ at, head, ...written }: LogTold, number: number): Slip {
    const place = { ...this.#place(this.#force(), head), ...localMoment(this.#kiosk, new Date(at)) };
    return logSlip({ ...place, ...written, number });
  }

  /** A copy of an act of the commission: when it was drawn, and the hash of its event, are the act's own. */
  act(act: ActOnPaper): Slip {
    return actSlip({ ...this.#place(this.#force(), act.head), ...act });
  }

  /** An operator's own totals. */
  shift({ number, person, from, until, totals }: Shift, head: string): Slip {
    const force = this.#force();
    const clock = (at: string | null): string => (at === null ? '' : localMoment(this.#kiosk, new Date(at)).time);
    return shiftSlip({
      ...this.#place(force, head),
      ...{ number, totals },
      name: force.people.find(({ id }) => id === person)?.name ?? person,
      from: clock(from),
      until: clock(until),
    });
  }

  /** How the kiosks of the station have opened a sitting. */
  openingSum(opening: StationOpening, number: number, head: string): Slip {
    return openingSumSlip({ ...this.#place(this.#force(), head), ...opening, number });
  }

  /** What the commission's hub has signed when it had the results file. */
  results({ at, ...receipt }: BodyOf<'results.delivered'>, number: number, head: string): Slip {
    const said = localMoment(this.#kiosk, new Date(at));
    return resultsSlip({ ...this.#place(this.#force(), head), ...receipt, said, number });
  }

  /** What the kiosks of the station have done in a sitting. */
  sum(sum: StationSum, number: number, head: string): Slip {
    return sumSlip({ ...this.#place(this.#force(), head), ...sum, number });
  }

  /** What an operator has rehearsed, and what not yet. */
  rehearsal({ number, person, from, until, passed, attempts }: OperatorRehearsal, head: string): Slip {
    const force = this.#force();
    const end = new Date(until ?? this.#kiosk.now());
    return rehearsalSlip({
      ...this.#place(force, head),
      ...{ number, passed, attempts, cases: force.policy.rehearsal.cases },
      name: force.people.find(({ id }) => id === person)?.name ?? person,
      from: localMoment(this.#kiosk, new Date(from)).time,
      until: localMoment(this.#kiosk, end).time,
      seconds: Math.max(0, Math.round((end.getTime() - Date.parse(from)) / 1000)),
    });
  }

  /** Who was drawn for what in this sitting, and what changed since its opening. */
  #duties({ policy, people }: InForce, sitting: string | null): readonly DutyFacts[] {
    const rows = dutiesOf(this.#kiosk.db, sitting);
    const clock = (at: string): string => localMoment(this.#kiosk, new Date(at)).time;
    return policy.duties.drawn.map(({ duty }) => ({
      duty,
      held: rows
        .filter((row) => row.duty === duty)
        .map(({ person, given_at, ended_at, at_opening }) => ({
          name: people.find(({ id }) => id === person)?.name ?? person,
          from: at_opening === 1 ? null : clock(given_at),
          until: ended_at === null ? null : clock(ended_at),
        })),
    }));
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

  /** The answer for somebody who asked where she votes. */
  where({ answer, maskedPin, to }: WhereView, head: string): string {
    const force = this.#force();
    const { day, list } = force.election;
    return slipSvg(whereSlip({ ...this.#place(force, head), answer, maskedPin, to, day, listVersion: list.version }));
  }

  /** An applicant's slip. */
  application(application: Application, record: VoterRecord, head: string): string {
    const force = this.#force();
    const { asked } = application;
    const to = asked.kind === 'remote' ? precinctOf(force.election, asked.station) : null;
    const pin = maskedPin(record.pin, force.policy.receipt.maskedPinDigits);
    return slipSvg(applicationSlip({ ...this.#place(force, head), application, maskedPin: pin, to }));
  }

  /** What the list changes since the one before it. */
  list(list: ListView, changes: NonNullable<ListView['changes']>, head: string): string {
    const force = this.#force();
    const { package: version, voters } = list;
    return slipSvg(listSlip({ ...this.#place(force, head), list: force.election.list, version, voters, changes }));
  }

  /** A numbered copy of the act of handing over. */
  handing(act: Omit<HandingFacts, keyof SlipPlace>, head: string): Slip {
    return handingSlip({ ...this.#place(this.#force(), head), ...act });
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

  /** The map of the kit. @param serial of the kiosk */
  kitMap(devices: readonly KitMapDeviceView[], serial: string, head: string): string {
    return slipSvg(kitMapSlip(this.#place(this.#force(), head), serial, devices.map(onPaper)));
  }

  /** The passport of the kit. */
  passport(devices: readonly PassportDeviceView[], head: string): string {
    const named = devices.map((one) => ({ ...one, name: passportName(one) }));
    return slipSvg(passportSlip(this.#place(this.#force(), head), named));
  }

  #place(force: InForce, head: string): SlipPlace {
    return {
      mode: force.election.mode,
      election: force.election.names,
      station: force.precinct.number,
      ...{ device: this.#kiosk.device, serial: called(this.#kiosk, this.#kiosk.device) },
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

/** One that this kiosk does not have any more has its own name alone. */
const passportName = ({ kind, peripheral }: PassportDeviceView): Both =>
  kind === null ? { ky: peripheral, ru: peripheral } : deviceWords({ id: peripheral, kind });
