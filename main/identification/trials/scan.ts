import { inspectZone } from '../../../core/document/zone-inspection.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { ScanTrialView } from '../../api/trial-views.ts';
import { smaller } from './smaller.ts';
import type { ShownImage, Trial, TrialTools } from './trial.ts';

/** The page is kept as small as it is shown: the whole of it has millions of dots. */
const KEPT = 900;
/** Letters of a code that are shown. */
const MOST_TEXT = 200;

/** A page is scanned, shown, and looked over for a zone and codes. */
export class ScanTrial implements Trial {
  readonly #tools: TrialTools;
  readonly #dpi: number;
  #seen: ScanTrialView = {
    ...{ kind: 'page-scanner', step: 'waiting', share: null, page: null },
    ...{ scanMs: null, lookMs: null, zone: null, codes: [] },
  };
  #shown: ShownImage | null = null;
  #wiped = false;

  constructor(tools: TrialTools, dpi: number) {
    this.#tools = tools;
    this.#dpi = dpi;
  }

  get seen(): ScanTrialView {
    return this.#seen;
  }

  get image() {
    return this.#shown && { number: 1, image: this.#shown };
  }

  async run(signal: AbortSignal): Promise<Problem | null> {
    const { device, devices, pages, now } = this.#tools;
    const began = now();
    const scanned = await devices.trial(
      device,
      { kind: 'scan', dpi: this.#dpi },
      {
        signal,
        onNews: (news) => {
          if (news.news !== 'reading') return;
          this.#become({ step: news.waiting ? 'waiting' : 'scanning', share: news.share });
        },
      },
    );
    if (!scanned.ok) return scanned.error;
    if (scanned.value.kind !== 'scan') return { code: 'device.cancelled' };
    const { page } = scanned.value;
    const came = now();
    if (!this.#wiped) {
      const { width, height, dpi } = page;
      const shown = smaller(page, KEPT);
      this.#shown = shown === page ? { ...page, pixels: page.pixels.slice() } : shown;
      this.#become({ step: 'looking', share: null, page: { width, height, dpi }, scanMs: came - began });
    }
    const found = await pages.read(page);
    page.pixels.fill(0);
    if (this.#wiped) return null;
    const { zone, codes } = found;
    this.#become({
      step: 'done',
      lookMs: now() - came,
      zone: 'accepted' in zone ? { inspection: inspectZone(zone.accepted) } : { refused: zone.refused },
      codes: codes.map(({ format, text }) => ({ format, text: text.slice(0, MOST_TEXT) })),
    });
    return null;
  }

  wipe(): void {
    this.#wiped = true;
    this.#shown?.pixels.fill(0);
    this.#shown = null;
    this.#seen = { ...this.#seen, zone: null, codes: [] };
  }

  #become(change: Partial<ScanTrialView>): void {
    this.#seen = { ...this.#seen, ...change };
    this.#tools.changed();
  }
}
