import { Worker } from 'node:worker_threads';
import type { FingerImage } from '../../../drivers/device.ts';
import type { Likeness } from './exhaustive.ts';
import type { BiometricsAnswer, BiometricsRequest, Explanation, ExtractedFinger } from './protocol.ts';

/** A capture that could not be processed at all is a capture of no quality: the voter puts the finger again. */
const NOTHING: ExtractedFinger = { template: new Uint8Array(), quality: 0, why: ['no-finger'] };

/**
 * Extraction and comparison in a worker thread, so that screens and ports go on meanwhile. A worker that dies takes
 * the capture with it, never the zone: a new one is started for the next question, and an error is never a match.
 */
export class Biometrics {
  readonly #waiting = new Map<number, (answer: BiometricsAnswer | null) => void>();
  #worker: Worker | null = null;
  #id = 0;

  async extract(image: FingerImage): Promise<ExtractedFinger> {
    const answer = await this.#ask({ ask: 'extract', image });
    return answer && 'extracted' in answer ? answer.extracted : NOTHING;
  }

  /** Score s on the scale FMR ≤ 10^(−s/10). */
  async compare(probe: Uint8Array, enrolled: Uint8Array): Promise<number> {
    const answer = await this.#ask({ ask: 'compare', probe, enrolled });
    return answer && 'score' in answer ? answer.score : 0;
  }

  /** The score with what made it, for the technician's screen; null where there is nothing to compare. */
  async explain(probe: Uint8Array, enrolled: Uint8Array): Promise<Explanation | null> {
    const answer = await this.#ask({ ask: 'explain', probe, enrolled });
    return answer && 'explained' in answer ? answer.explained : null;
  }

  /** The prints of a gallery that are most like the probe, best first; none where the probe cannot be read. */
  async nearest(probe: Uint8Array, gallery: readonly Uint8Array[], limit: number): Promise<readonly Likeness[]> {
    const answer = await this.#ask({ ask: 'nearest', probe, gallery, limit });
    return answer && 'nearest' in answer ? answer.nearest : [];
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(request: Record<string, unknown>): Promise<BiometricsAnswer | null> {
    const worker = this.#worker ?? this.#start();
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ id, ...request } as BiometricsRequest);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    this.#worker = worker;
    worker.on('message', (answer: BiometricsAnswer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    // 'exit' follows every 'error'; the error itself may quote what was processed and is not logged.
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      for (const answer of this.#waiting.values()) answer(null);
      this.#waiting.clear();
    });
    return worker;
  }
}
