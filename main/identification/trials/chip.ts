import type { Authenticity } from '../../../core/document/chip/passive.ts';
import type { ChipAccess } from '../../../core/document/chip/session-keys.ts';
import { splitLines } from '../../../core/document/mrz.ts';
import { inspectZone } from '../../../core/document/zone-inspection.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { ChipTrialView } from '../../api/trial-views.ts';
import type { ShownImage, Trial, TrialTools } from './trial.ts';

/** A chip is opened by the number on the card, or by the zone that a reader sends; then everything it says is shown. */
export class ChipTrial implements Trial {
  readonly #tools: TrialTools;
  readonly #can: string | null;
  #seen: ChipTrialView;
  #face: ShownImage | null = null;
  #wiped = false;

  /** @param can null: the zone that the document reader sends next opens it */
  constructor(tools: TrialTools, can: string | null) {
    this.#tools = tools;
    this.#can = can;
    this.#seen = {
      ...{ kind: 'chip', step: can === null ? 'zone' : 'card', share: null, opened: null, inspection: null },
      ...{ verdict: null, country: null, reasons: [], tookMs: null },
    };
  }

  get seen(): ChipTrialView {
    return this.#seen;
  }

  get image() {
    return this.#face && { number: 1, image: this.#face };
  }

  async run(signal: AbortSignal): Promise<Problem | null> {
    const access = this.#can === null ? await this.#zone(signal) : ok({ can: this.#can });
    if (!access.ok) return access.error;
    this.#become({ step: 'card' });
    const { device, devices, authorities, today, now } = this.#tools;
    let laid: number | null = null;
    const read = await devices.trial(
      device,
      { kind: 'chip', access: access.value, authorities: authorities(), today: today() },
      {
        signal,
        onNews: (news) => {
          if (news.news !== 'reading' || news.waiting) return;
          laid ??= now();
          this.#become({ step: 'reading', share: news.share });
        },
      },
    );
    if (!read.ok) return read.error;
    if (read.value.kind !== 'chip') return { code: 'device.cancelled' };
    const { mrz, opened, authenticity, face } = read.value;
    if (this.#wiped) {
      face?.pixels.fill(0);
      return null;
    }
    this.#face = face;
    this.#become({
      ...{ step: 'done', share: null, opened, inspection: inspectZone(mrz) },
      ...verdictOf(authenticity),
      tookMs: laid === null ? null : now() - laid,
    });
    return null;
  }

  wipe(): void {
    this.#wiped = true;
    this.#face?.pixels.fill(0);
    this.#face = null;
    this.#seen = { ...this.#seen, inspection: null };
  }

  /** The zone that is sent next: whatever else is sent opens nothing. */
  async #zone(signal: AbortSignal): Promise<Result<ChipAccess, Problem>> {
    const { devices, zoneReader } = this.#tools;
    const reader = zoneReader();
    if (reader === null) return err({ code: 'device.document-missing' });
    const sent = await devices.trial(reader, { kind: 'document' }, { signal });
    if (!sent.ok) return sent;
    const zone = sent.value.kind === 'document' ? splitLines(sent.value.text) : null;
    return zone === null ? err({ code: 'device.document-unreadable' }) : ok({ mrz: zone.lines.join('\n') });
  }

  #become(change: Partial<ChipTrialView>): void {
    this.#seen = { ...this.#seen, ...change };
    this.#tools.changed();
  }
}

function verdictOf(authenticity: Authenticity): Pick<ChipTrialView, 'verdict' | 'country' | 'reasons'> {
  if (authenticity.genuine) return { verdict: 'genuine', country: authenticity.country, reasons: [] };
  const reasons = authenticity.reasons.map((one) => ('group' in one ? `${one.reason} DG${one.group}` : one.reason));
  const unknown = reasons.every((reason) => reason === 'unknown-authority');
  return { verdict: unknown ? 'authority-unknown' : 'not-genuine', country: null, reasons };
}
