import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Decision } from '../../../core/application/application.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { fileName, stamp } from '../../../core/media/file-name.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { ApplicationsView, DecisionsTaken } from '../../api/application-views.ts';
import {
  APPLICATIONS_PREFIX,
  DECISIONS_PREFIX,
  FILE_MAX,
  readDecisions,
  writeApplications,
} from '../../applications/files.ts';
import { readFew } from '../../storage/read-few.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import { type Kiosk, localMoment } from '../kiosk.ts';
import { filesOn, type Medium } from '../media.ts';
import { applicationCounts, applicationOf, waitingApplications } from '../state/read-applications.ts';

/** Each commit waits for the disk; a station's 9,000 decisions are some twenty of them. */
const IN_ONE_COMMIT = 500;

/** Applications out on a stick, decisions in from one. */
export class ApplicationFiles {
  readonly #kiosk: Kiosk;
  readonly #keys: DeviceKeys;
  readonly #media: () => readonly Medium[];
  readonly #together: <R>(work: () => R) => R;

  /** @param together makes one commit of several events */
  constructor(kiosk: Kiosk, keys: DeviceKeys, media: () => readonly Medium[], together: <R>(work: () => R) => R) {
    this.#kiosk = kiosk;
    this.#keys = keys;
    this.#media = media;
    this.#together = together;
  }

  get view(): ApplicationsView {
    const today = localMoment(this.#kiosk, this.#kiosk.now()).date;
    const waiting = waitingApplications(this.#kiosk.db);
    return {
      ...applicationCounts(this.#kiosk.db),
      overdue: waiting.filter((one) => one.answerBy < today).length,
      next: waiting.map((one) => one.answerBy).sort()[0] ?? null,
    };
  }

  /** Writes what waits for a decision, signed by this device. */
  async export(
    target: string,
    actor: Actor,
  ): Promise<Result<{ readonly file: string; readonly count: number }, Problem>> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    if (!this.#media().some(({ path }) => resolve(path) === resolve(target)))
      return err({ code: 'station.target-gone' });
    const waiting = waitingApplications(this.#kiosk.db);
    if (waiting.length === 0) return err({ code: 'application.none' });
    const { election, precinct } = force;
    const now = this.#kiosk.now();
    const text = writeApplications(
      {
        ...{ election: election.id, mode: election.mode, station: precinct.number },
        ...{ device: this.#keys.device, key: this.#keys.signing.key, made: now.toISOString() },
        applications: waiting.map(({ application, voter, asked, filed, answerBy }) => ({
          ...{ application, voter, asked, filed, answerBy },
        })),
      },
      (message) => this.#keys.signing.sign(message),
    );
    const file = fileName(
      [APPLICATIONS_PREFIX, precinct.number, this.#keys.device, stamp(localMoment(this.#kiosk, now))],
      '.json',
    );
    const written = await writeWhole(join(target, file), [text]);
    if (!written.ok) return written;
    const { sha256 } = written.value;
    this.#kiosk.record('application.exported', { sha256, applications: waiting.length }, actor);
    return ok({ file, count: waiting.length });
  }

  /** Files of decisions that lie on sticks now. */
  files(): readonly { readonly path: string; readonly name: string }[] {
    return filesOn(this.#media(), DECISIONS_PREFIX);
  }

  /**
   * Takes in decisions that the commission has signed; one of the files that `files` offered. What was taken before
   * changes nothing, and neither do decisions on other kiosks' applications nor those of an older file than the one that
   * the application's last decision came in: a file that was kept cannot turn a refusal back into a grant.
   */
  take(path: string, actor: Actor): Result<DecisionsTaken, Problem> {
    const force = this.#kiosk.inForce();
    const root = this.#keys.commission()?.root;
    if (!force || !root) return err({ code: 'station.no-register' });
    const offered = this.files().find((one) => one.path === path);
    if (!offered) return err({ code: 'station.target-gone' });
    const file = offered.name;
    // A byte more than it may have: `readDecisions` refuses it.
    const bytes = readFew(path, FILE_MAX + 1, { code: 'application.file-unreadable', params: { file } });
    if (!bytes.ok) return bytes;
    const read = readDecisions(bytes.value, file, root);
    if (!read.ok) return read;
    const { election, precinct } = force;
    const { decisions, made } = read.value;
    const ours =
      read.value.election === election.id &&
      read.value.mode === election.mode &&
      read.value.station === precinct.number;
    if (!ours) return err({ code: 'application.file-other', params: { file } });
    const sha256 = createHash('sha256').update(bytes.value).digest('hex');
    const told = { taken: 0, before: 0, older: 0, others: 0 };
    for (let first = 0; first < decisions.length; first += IN_ONE_COMMIT) {
      this.#together(() => {
        for (const decision of decisions.slice(first, first + IN_ONE_COMMIT)) {
          const becomes = this.#becomes(decision, made);
          told[becomes.as] += 1;
          if (becomes.record) this.#kiosk.record('application.decided', { sha256, made, decision }, actor);
        }
      });
    }
    this.#kiosk.changed();
    return ok(told);
  }

  /** What a decision of a file that was made then is here, and whether it is to be recorded. */
  #becomes(decision: Decision, made: string): { readonly as: keyof DecisionsTaken; readonly record: boolean } {
    const row = applicationOf(this.#kiosk.db, decision.application);
    // A station's file has the decisions of all its kiosks.
    if (!row) return { as: 'others', record: false };
    const { state } = row;
    const same =
      state.at === decision.decision &&
      state.on === decision.on &&
      (state.at !== 'refused' || (decision.decision === 'refused' && state.why === decision.why));
    const newer = row.made === null || Date.parse(made) > Date.parse(row.made);
    // The same once more, but later: what was decided in between is older from now on.
    if (same) return { as: 'before', record: newer };
    return newer ? { as: 'taken', record: true } : { as: 'older', record: false };
  }
}
