import { resolve } from 'node:path';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { typed } from '../../../core/journal/catalogue/fields.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { keepTime, mediaWithAll } from '../../../core/journal/retention.ts';
import { shortDate } from '../../../core/person/dates.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { RetentionView, RetentionWritten } from '../../api/afterwards-views.ts';
import { type Kiosk, localMoment } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import type { Medium } from '../media.ts';
import { predecessorLines } from '../state/predecessor.ts';
import { identityOf, type MediumIdentity } from './medium-identity.ts';
import { copiesOf, lastToKeep, missingAfter } from './read.ts';
import { writeRetentionCopy } from './retention-copy.ts';

/** The copies that are kept when the device is emptied: on which media they lie, and how far they go. */
export class RetentionRoom {
  readonly #kiosk: Kiosk;
  readonly #files: Pick<KioskFiles, 'current' | 'keys'>;
  readonly #media: () => readonly Medium[];
  readonly #identity: (medium: Medium) => MediumIdentity | null;
  #writing = false;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly files: Pick<KioskFiles, 'current' | 'keys'>;
    readonly media: () => readonly Medium[];
    readonly identity?: (medium: Medium) => MediumIdentity | null;
  }) {
    this.#kiosk = around.kiosk;
    this.#files = around.files;
    this.#media = around.media;
    this.#identity = around.identity ?? identityOf;
  }

  /** Media that are there now, the copies that were ever verified, and what is missing. */
  view(): RetentionView {
    const { db } = this.#kiosk;
    const media = this.#media().map((medium) => ({ ...medium, medium: this.#counted(medium)?.id ?? null }));
    return {
      media,
      copies: copiesOf(db).map(({ medium, kind, label, events, at }) => {
        const here = media.find((one) => one.medium === medium);
        return {
          ...{ medium, kind, events, at },
          name: here?.name ?? label,
          ...(here?.bytes === undefined ? {} : { bytes: here.bytes }),
          here: here !== undefined,
          missing: missingAfter(db, events),
        };
      }),
      have: this.have(),
      wanted: this.wanted,
      keep: this.#keep(),
    };
  }

  /** How many different media hold a verified copy that has everything. */
  have(): number {
    return mediaWithAll(copiesOf(this.#kiosk.db), lastToKeep(this.#kiosk.db));
  }

  /** A copy is being written. */
  get busy(): boolean {
    return this.#writing;
  }

  get wanted(): number {
    return (this.#kiosk.inForce()?.policy ?? defaultPolicy).retention.media;
  }

  /** Writes a copy to one of the media and journals it once it was verified there. */
  async write(target: string, actor: Actor): Promise<Result<RetentionWritten, Problem>> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    const medium = this.#media().find(({ path }) => resolve(path) === resolve(target));
    if (!medium) return err({ code: 'station.target-gone' });
    const identity = this.#counted(medium);
    if (!identity) return err({ code: 'afterwards.not-a-medium' });
    if (this.#writing) return err({ code: 'station.busy' });
    this.#writing = true;
    try {
      const { journal } = this.#files.current;
      const { keys } = this.#files;
      const { date, time } = localMoment(this.#kiosk, this.#kiosk.now());
      const written = await writeRetentionCopy({
        ...{ journal, force, keys, target: medium.path },
        before: predecessorLines(this.#kiosk.db),
        facts: {
          serial: keys.serial,
          words: keys.words,
          written: `${shortDate(date)} ${time}`,
          keep: this.#keep(),
        },
      });
      if (!written.ok) return written;
      const { folder, sha256, lines, events, head } = written.value;
      // Another stick may have come into the same place meanwhile.
      if (this.#counted(medium)?.id !== identity.id) return err({ code: 'station.target-gone' });
      this.#kiosk.record(
        'retention.written',
        { medium: identity.id, kind: identity.kind, ...labelOf(medium), sha256, lines, events, head },
        actor,
      );
      return ok({ folder, sha256, lines, medium: identity.id });
    } finally {
      this.#writing = false;
    }
  }

  /** In an official election a folder of the kiosk is no medium: it goes with the device. */
  #counted(medium: Medium): MediumIdentity | null {
    const identity = this.#identity(medium);
    const official = this.#kiosk.inForce()?.election.mode === 'official';
    return identity?.kind === 'folder' && official ? null : identity;
  }

  #keep(): RetentionView['keep'] {
    const force = this.#kiosk.inForce();
    if (!force) return null;
    const { months } = force.policy.retention;
    const today = localMoment(this.#kiosk, this.#kiosk.now()).date;
    const { until, over } = keepTime(force.election.day.date, months, today);
    return { until: shortDate(until), over, months };
  }
}

/** A label that the journal does not take (fourteen digits might be somebody's number) is left out of it. */
function labelOf({ name }: Medium): { readonly label?: string } {
  const label = typed.safeParse(name.normalize('NFC').trim());
  return label.success ? { label: label.data } : {};
}
