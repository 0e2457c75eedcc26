import { inspectZone, type ZoneInspection } from '../../../core/document/zone-inspection.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { DocumentTrialView } from '../../api/trial-views.ts';
import type { Trial, TrialTools } from './trial.ts';

/** What has more letters is shown with its beginning. */
const MOST_TEXT = 2_000;

/** What a reader sends by itself, text after text, as long as the page is open; the last one is shown. */
export class DocumentTrial implements Trial {
  readonly image = null;
  readonly #tools: TrialTools;
  #text: string | null = null;
  #inspection: ZoneInspection | null = null;
  #count = 0;
  #wiped = false;

  constructor(tools: TrialTools) {
    this.#tools = tools;
  }

  get seen(): DocumentTrialView {
    return { kind: 'document', count: this.#count, text: this.#text, inspection: this.#inspection };
  }

  async run(signal: AbortSignal): Promise<Problem | null> {
    const { device, devices } = this.#tools;
    while (!signal.aborted) {
      const read = await devices.trial(device, { kind: 'document' }, { signal });
      if (!read.ok) return read.error;
      if (this.#wiped || read.value.kind !== 'document') break;
      this.#text = read.value.text.slice(0, MOST_TEXT);
      this.#inspection = inspectZone(read.value.text);
      this.#count += 1;
      this.#tools.changed();
    }
    return null;
  }

  wipe(): void {
    this.#wiped = true;
    this.#text = null;
    this.#inspection = null;
  }
}
