import type { FingerImage } from '../../../drivers/device.ts';
import type { Likeness } from './exhaustive.ts';
import type { BiometricsAnswer, BiometricsRequest, Explanation, ExtractedFinger } from './protocol.ts';
import { Thread } from './thread.ts';

/** A capture that could not be processed at all is a capture of no quality: the voter puts the finger again. */
const NOTHING: ExtractedFinger = { template: new Uint8Array(), quality: 0, why: ['no-finger'] };

/**
 * Extraction and comparison in a worker thread, so that screens and ports go on meanwhile. A worker that dies takes
 * the capture with it, never the zone: a new one is started for the next question, and an error is never a match.
 */
export class Biometrics {
  readonly #thread = new Thread<BiometricsRequest, BiometricsAnswer>(new URL('./worker.ts', import.meta.url));

  async extract(image: FingerImage): Promise<ExtractedFinger> {
    const answer = await this.#thread.ask({ ask: 'extract', image });
    return answer && 'extracted' in answer ? answer.extracted : NOTHING;
  }

  /** Score s on the scale FMR ≤ 10^(−s/10). */
  async compare(probe: Uint8Array, enrolled: Uint8Array): Promise<number> {
    const answer = await this.#thread.ask({ ask: 'compare', probe, enrolled });
    return answer && 'score' in answer ? answer.score : 0;
  }

  /** The score with what made it, for the technician's screen; null where there is nothing to compare. */
  async explain(probe: Uint8Array, enrolled: Uint8Array): Promise<Explanation | null> {
    const answer = await this.#thread.ask({ ask: 'explain', probe, enrolled });
    return answer && 'explained' in answer ? answer.explained : null;
  }

  /** The prints that are most like the probe, best first; none where it cannot be read, null from a worker that died. */
  async nearest(probe: Uint8Array, gallery: readonly Uint8Array[], limit: number): Promise<readonly Likeness[] | null> {
    const answer = await this.#thread.ask({ ask: 'nearest', probe, gallery, limit });
    return answer && 'nearest' in answer ? answer.nearest : null;
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }
}
