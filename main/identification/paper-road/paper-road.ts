import { utf8 } from '../../../core/crypto/encoding.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { fileName } from '../../../core/media/file-name.ts';
import { elsewhereMark, isAdmitted, type PaperList, UNFINISHED } from '../../../core/paper-road/list.ts';
import { shortDate } from '../../../core/person/dates.ts';
import { maskedPin } from '../../../core/person/pin.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { phraseOf } from '../../access/keys-phrase.ts';
import type { PaperListView } from '../../api/copy-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { Copy } from '../copy/copy.ts';
import { paperRoadKeyName } from '../copy/keys.ts';
import type { DeviceClient } from '../devices/client.ts';
import { type InForce, type Kiosk, localMoment, SYSTEM } from '../kiosk.ts';
import type { Slips } from '../slips.ts';
import { onPaperCounts, phraseOfSitting } from '../state/on-paper.ts';
import { stationOf } from '../state/read.ts';
import { type KnownVoter, knownOf } from './known.ts';
import { type PhraseKey, phraseKey, sealedPage } from './seal.ts';

/** How often is looked whether the list is due, in milliseconds. */
const LOOK_MS = 2_000;
const MINUTE_MS = 60_000;
const DATE = 'YYYY-MM-DD';

/**
 * The way on when no kiosk works any more: every few minutes the list with who was admitted goes to the chair's stick, as
 * a page that any computer's browser opens with the six words of the sealed envelope, and prints.
 */
export class PaperRoad {
  readonly #kiosk: Kiosk;
  readonly #keys: Pick<DeviceKeys, 'databaseKey'>;
  readonly #copy: Pick<Copy, 'view' | 'beside'>;
  readonly #devices: Pick<DeviceClient, 'print'>;
  readonly #slips: Pick<Slips, 'phrase'>;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | null = null;
  #busy: Promise<void> | null = null;
  /** The key of the sitting's phrase, once it was derived. */
  #key: { readonly sitting: string; readonly key: PhraseKey } | null = null;
  /** Where and when the list was written last. */
  #last: { readonly sitting: string; readonly stick: string; readonly at: number; readonly wall: string } | null = null;
  #problem: Problem | null = null;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly keys: Pick<DeviceKeys, 'databaseKey'>;
    readonly copy: Pick<Copy, 'view' | 'beside'>;
    readonly devices: Pick<DeviceClient, 'print'>;
    readonly slips: Pick<Slips, 'phrase'>;
    /** Monotonic milliseconds. */
    readonly now: () => number;
  }) {
    this.#kiosk = around.kiosk;
    this.#keys = around.keys;
    this.#copy = around.copy;
    this.#devices = around.devices;
    this.#slips = around.slips;
    this.#now = around.now;
  }

  start(): void {
    this.#timer = setInterval(() => void this.work(), LOOK_MS);
    this.#timer.unref();
  }

  /** What the chair is shown. */
  view(): PaperListView {
    const counts = onPaperCounts(this.#kiosk.db, stationOf(this.#kiosk.db).sitting);
    return { ...counts, written: this.#last?.wall ?? null, phrase: this.phrasePrinted, problem: this.#problem };
  }

  /** What everybody at the kiosk is told: the list is older than two of its times. */
  problems(): readonly Problem[] {
    const everyMs = (this.#kiosk.inForce()?.policy ?? defaultPolicy).paperRoad.everyMinutes * MINUTE_MS;
    const old = this.#last !== null && this.#now() - this.#last.at > 2 * everyMs;
    return old && this.#problem && this.#underWay() ? [this.#problem] : [];
  }

  /** Writes the list if it is due. */
  async work(): Promise<void> {
    this.#busy ??= this.#write().finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }

  /** Prints the words of this sitting where a stick is in use and nobody has them yet. */
  printWhereDue(actor: Actor): Promise<Result<null, Problem>> {
    const isDue = this.#underWay() !== null && this.#copy.view().stick !== null && !this.phrasePrinted;
    return isDue ? this.printPhrase(actor) : Promise.resolve(ok(null));
  }

  /** Whether somebody may have the words of this sitting already. */
  get phrasePrinted(): boolean {
    const { sitting } = stationOf(this.#kiosk.db);
    return sitting !== null && phraseOfSitting(this.#kiosk.db) === sitting;
  }

  /**
   * Prints the words for the sealed envelope. They are the same for the whole sitting.
   * @param again why and by whom they are printed once more
   */
  async printPhrase(actor: Actor, again: BodyOf<'paper-list.phrase-printed'> = {}): Promise<Result<null, Problem>> {
    const under = this.#underWay();
    if (!under) return err({ code: 'station.nothing-to-do' });
    this.#kiosk.record('paper-list.phrase-printed', again, actor);
    const printed = await this.#devices.print(this.#slips.phrase(this.#words(under), this.#kiosk.head()));
    return printed.ok ? ok(null) : err(printed.error.problem);
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#busy;
    this.forget();
  }

  /** Forgets the key that the words give: what it came from is gone, or the zone ends. */
  forget(): void {
    this.#key?.key.key.fill(0);
    this.#key = null;
  }

  async #write(): Promise<void> {
    const under = this.#underWay();
    const { stick } = this.#copy.view();
    if (!under || stick === null || under.force.register.locked) return;
    const { sitting, force } = under;
    const everyMs = (force.policy ?? defaultPolicy).paperRoad.everyMinutes * MINUTE_MS;
    const last = this.#last;
    const due = last?.sitting !== sitting || last.stick !== stick || this.#now() - last.at >= everyMs;
    if (!due) return;
    if (this.#key?.sitting !== sitting) {
      this.#key = { sitting, key: await phraseKey(this.#words(under), this.#salt(under)) };
    }
    // A closing may have come between.
    if (this.#kiosk.inForce()?.register.locked !== false) return;
    const list = this.#list(force);
    const { election, precinct } = force;
    const name = fileName(['taanuu-list', election.id, election.mode, precinct.number, this.#kiosk.device], '.html');
    const trouble = await this.#copy.beside(name, utf8(sealedPage(list, this.#key.key)));
    if (trouble) {
      this.#problem = { code: 'copy.list-not-written', params: { time: this.#last?.wall ?? '—' } };
    } else {
      const { time } = localMoment(this.#kiosk, this.#kiosk.now());
      this.#last = { sitting, stick, at: this.#now(), wall: time };
      this.#problem = null;
      const admitted = list.voters.filter(([, , , , mark]) => isAdmitted(mark)).length;
      this.#kiosk.note('paper-list.written', { voters: list.voters.length, admitted }, SYSTEM);
    }
    this.#kiosk.changed();
  }

  #list({ election, precinct, policy, register }: InForce): PaperList {
    const { date, time } = localMoment(this.#kiosk, this.#kiosk.now());
    const known = knownOf(this.#kiosk);
    const mark = (one: KnownVoter | null, votesAt: string | null): string => {
      if (!one) return '';
      if (one.at === null) return elsewhereMark(votesAt);
      const moment =
        one.at.length === DATE.length ? { date: one.at, time: '' } : localMoment(this.#kiosk, new Date(one.at));
      const when = moment.date === date ? moment.time : shortDate(moment.date);
      return one.already === 'reserved' ? `${when} ${UNFINISHED}` : when;
    };
    return {
      made: `${shortDate(date)} ${time}`,
      station: precinct.number,
      names: { ky: precinct.names.ky, ru: precinct.names.ru },
      election: { ky: election.names.ky, ru: election.names.ru },
      voters: register.listed(precinct.number).map((one) => {
        return [
          one.number,
          [one.surname, one.given, one.patronymic ?? ''].join(' ').trim(),
          shortDate(one.birthDate),
          maskedPin(one.pin, policy.receipt.maskedPinDigits),
          mark(known(one), one.votesAt),
        ];
      }),
    };
  }

  /** The sitting whose voters may have to go on by paper. */
  #underWay(): { readonly sitting: string; readonly force: InForce } | null {
    const { stage, sitting } = stationOf(this.#kiosk.db);
    const force = this.#kiosk.inForce();
    const open = stage === 'open' || stage === 'suspended' || stage === 'finishing';
    return open && sitting !== null && force ? { sitting, force } : null;
  }

  #words({ sitting, force }: { readonly sitting: string; readonly force: InForce }): readonly string[] {
    return phraseOf(this.#secret(force), sitting);
  }

  #salt({ sitting, force }: { readonly sitting: string; readonly force: InForce }): Uint8Array {
    return nodeCrypto.hkdf(this.#secret(force), utf8(sitting), utf8('taanuu/paper-list-salt/1'), 16);
  }

  #secret({ election }: InForce): Uint8Array {
    return this.#keys.databaseKey(paperRoadKeyName(election.id, election.mode));
  }
}
