import { join } from 'node:path';
import { utf8 } from '../../../core/crypto/encoding.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { createVerifier } from '../../../core/journal/verify.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { openDatabase } from '../../storage/open.ts';

/**
 * Looks at the kiosk's journal from outside, again and again: every event must hold together with the one before it,
 * and what stood there at the last look must still stand there. Only what is new is verified, so a look costs little.
 */
export class ChainWatch {
  readonly #trust: Trust;
  readonly #key: () => Uint8Array;
  readonly #file: string;
  #known: { readonly seq: number; readonly hash: string } | null = null;
  #looks = 0;

  /** @param journal name of the journal's file without its ending */
  constructor(kiosk: string, journal: string, keys: DeviceKeys, trust: Trust) {
    this.#trust = trust;
    // Asked for when the kiosk has begun its journal: a key whose file is not there means that somebody took it away.
    this.#key = () => keys.databaseKey(journal);
    this.#file = join(kiosk, `${journal}.db`);
  }

  /** How often it has looked. */
  get looks(): number {
    return this.#looks;
  }

  /** @returns what is wrong, or null */
  look(): string | null {
    const opened = openDatabase(this.#file, { key: this.#key(), readonly: true });
    if (!opened.ok) return `the journal does not open: ${opened.error.code}`;
    const db = opened.value;
    this.#looks += 1;
    try {
      const known = this.#known;
      if (known) {
        const there = db.prepare<[number], Buffer>('select hash from journal where seq = ?').pluck().get(known.seq);
        if (there?.toString('hex') !== known.hash) return `event ${known.seq} is gone or another one stands there`;
      }
      const verifier = createVerifier({ trust: this.#trust, crypto: nodeCrypto, ...(known && { from: known }) });
      const rows = db.prepare<[number], string>('select line from journal where seq > ? order by seq').pluck();
      for (const line of rows.iterate(known?.seq ?? 0)) verifier.push(utf8(line));
      const finding = verifier.finding();
      if (finding) return `event ${finding.seq}: ${finding.cause}`;
      this.#known = verifier.state();
      return null;
    } finally {
      db.close();
    }
  }
}
