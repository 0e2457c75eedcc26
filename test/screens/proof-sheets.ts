import { screenSvg } from '../../core/paper/svg.ts';
import { fingerprintWords } from '../../main/access/keys-words.ts';
import { demoPolicy } from '../../main/demo/policy.ts';
import { demoElection } from '../../main/demo/voters.ts';
import type { Manifest } from '../../main/package/format.ts';
import { packageProof } from '../../main/package/proof.ts';
import { type Language, languages } from '../../main/problem-words.ts';

/** The proof of a package as the product draws it, for the gallery: its first sheet, and the last, which people sign. */
export interface ProofSheets {
  /** Name of the package, hex, and the words of the root key: they stand on the sheet and on the page beside it. */
  readonly sha256: string;
  readonly words: readonly string[];
  readonly sheets: Readonly<
    Record<Language, { readonly pages: number; readonly first: string; readonly last: string }>
  >;
}

/** Dots of a sheet on the screen, as of the console: 120 to the inch. */
const SCREEN_DPI = 120;
const base64url = (byte: number, bytes: number): string => Buffer.alloc(bytes, byte).toString('base64url');

/** Draws them, of the demonstration's election. */
export function proofSheets(): ProofSheets {
  const sha256 = '4f1c09d27be3a551'.repeat(4);
  const root = Buffer.alloc(32, 7);
  const part = (name: 'people' | 'secrets' | 'register', count: number, byte: number) => ({
    ...{ name, count, bytes: 1, sha256: base64url(byte, 32) },
  });
  const device = (n: number) => ({
    ...{ device: `d-${n}`, serial: `TN-000${n}`, key: `k-${n}`, signing: base64url(n, 32) },
    ...{ agreement: base64url(n, 65), station: '0001', simulated: false, place: n },
  });
  const manifest: Manifest = {
    ...{ format: 'taanuu/package/1', version: 3, created: '2025-11-28T10:10:00Z', station: '0001' },
    commission: { name: 'Борбордук шайлоо комиссиясы', root: root.toString('base64url'), demo: true },
    ...{ election: demoElection(), policy: demoPolicy, devices: [device(1), device(2), device(3)] },
    keys: [],
    parts: [part('people', 8, 1), part('secrets', 1, 2), part('register', 2_114, 3)],
  };
  const drawn = (language: Language) => {
    const pages = packageProof({
      ...{ manifest, sha256, language, leftOut: 4 },
      voters: (station) => (station === '0001' ? { [home(manifest)]: 2_114 } : null),
      changes: { since: 2, differences: [], list: null },
    });
    const svg = (n: number): string => {
      const page = pages.at(n);
      if (page === undefined) throw new RangeError(`the proof has no sheet ${n}`);
      return screenSvg(page, SCREEN_DPI);
    };
    return [language, { pages: pages.length, first: svg(0), last: svg(-1) }] as const;
  };
  return {
    ...{ sha256, words: fingerprintWords(root) },
    sheets: Object.fromEntries(languages.map(drawn)) as ProofSheets['sheets'],
  };
}

const home = ({ election, station }: Manifest): string =>
  election.precincts.find(({ number }) => number === station)?.constituency ?? '';
