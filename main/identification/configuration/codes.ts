import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  type Collected,
  collect,
  missing,
  NOTHING_READ,
  partsOf,
  wholeOf,
} from '../../../core/code-parts/code-parts.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { ConfigurationScanView } from '../../api/configuration-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { MAX_CONFIGURATION_BYTES } from './file.ts';

/** What a configuration that came from a screen is called where a file has a path. */
export const SCANNED = 'screen';

/** A signed configuration as codes for a scanner. @returns `configuration.too-large-for-codes`: then it goes by stick */
export function codesOf(text: string): Result<readonly string[], Problem> {
  // Spaces are free; the signature is over the canonical form.
  const bytes = deflateRawSync(JSON.stringify(JSON.parse(text)), { level: 9 });
  const parts = partsOf(bytes, nodeCrypto.sha256(bytes));
  return parts === null ? err({ code: 'configuration.too-large-for-codes' }) : ok(parts);
}

/** Reads another kiosk's configuration off its screen, code by code, while a technician has the page open. */
export class ConfigurationScan {
  #collected: Collected | null = null;

  /** Whether what a reader sends is for this. */
  get listening(): boolean {
    return this.#collected !== null;
  }

  /** From now on codes are listened for; what was read before is forgotten. */
  begin(): void {
    this.#collected = NOTHING_READ;
  }

  heard(text: string): void {
    if (this.#collected !== null) this.#collected = collect(this.#collected, text);
  }

  view(): ConfigurationScanView {
    const collected = this.#collected ?? NOTHING_READ;
    const left = missing(collected);
    return { of: collected.of, missing: left, whole: collected.of > 0 && left.length === 0, path: SCANNED };
  }

  leave(): void {
    this.#collected = null;
  }

  /** The bytes of the file that the codes hold. @returns `configuration.unreadable` where they are not whole or not one */
  bytes(): Result<Uint8Array, Problem> {
    const unreadable = err<Problem>({ code: 'configuration.unreadable', params: { file: SCANNED } });
    const bytes = wholeOf(this.#collected ?? NOTHING_READ, nodeCrypto.sha256);
    if (bytes === null) return unreadable;
    try {
      // A few bytes may become very many: the limit is that of a file.
      return ok(new Uint8Array(inflateRawSync(bytes, { maxOutputLength: MAX_CONFIGURATION_BYTES })));
    } catch {
      return unreadable;
    }
  }
}
