import { codeForPeople } from './ballot.ts';
import { checkBatch, type Head, readAgain } from './batch.ts';
import { type Bytes, toHex } from './bytes.ts';
import { Firsts, Shorts, type Where } from './doubles.ts';
import type { Findings } from './findings.ts';
import type { Group } from './group.ts';
import type { Json } from './json.ts';
import { LinesChecker, shortOf } from './lines.ts';
import type { Manifest } from './manifest.ts';
import { Pool } from './pool.ts';
import { tried } from './read-file.ts';
import type { SetOf } from './result.ts';
import type { Finding } from './rules.ts';

/** Where a code stands that was looked for. */
export interface Found extends Where {
  /** It was opened, and not cast. */
  readonly challenged: boolean;
}

/** What all batches have together. */
export interface Batches {
  readonly sums: ReadonlyMap<string, SetOf>;
  /** SHA-256 of each file that was read, hex. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly batches: number;
  readonly ballots: number;
  readonly proofs: number;
  readonly challenged: number;
  readonly sessions: Head['sessions'];
  readonly found: readonly { readonly code: string; readonly where: readonly Found[] }[];
}

interface HeadOf {
  readonly file: string;
  readonly head: Head;
}

/** Checks every batch of a board, and what occurs twice in them. */
export async function checkBatches(
  files: readonly string[],
  {
    folder,
    manifest,
    manifestJson,
    group,
    findings,
    ...options
  }: {
    readonly folder: string;
    readonly manifest: Manifest;
    readonly manifestJson: Json;
    readonly group: Group;
    readonly findings: Findings;
    readonly workers: number;
    readonly slow: boolean;
    readonly signatures: boolean;
    readonly codes: readonly string[];
    readonly progress: (ballots: number) => void;
  },
): Promise<Batches> {
  const shorts = { code: new Shorts(), nonce: new Shorts(), a: new Shorts() };
  const counted = { batches: 0, ballots: 0, proofs: 0, challenged: 0 };
  const sessions = { cast: 0, castAfterChallenge: 0, abandoned: 0 };
  const hashes = new Map<string, string>();
  const heads: HeadOf[] = [];
  const wanted = options.codes.map((code) => ({ code, where: [] as Found[] }));
  const look = (code: Bytes, where: () => Found): void => {
    if (wanted.length === 0) return;
    const spellings = [codeForPeople(code), toHex(code)];
    for (const one of wanted) if (spellings.includes(one.code)) one.where.push(where());
  };
  const pool = new Pool(manifestJson, options.workers, options.slow, group);
  for (const file of files) {
    const read = await tried(file, findings, () =>
      checkBatch(file, {
        folder,
        manifest,
        signatures: options.signatures,
        findings,
        give: (lines) => pool.give(lines),
        checked: (piece, first) => {
          shorts.nonce.add(piece.nonces);
          shorts.a.add(piece.as);
          counted.ballots += piece.ballots;
          counted.proofs += piece.proofs;
          for (let at = 0; at < piece.lines; at++) {
            const code = piece.codes.slice(32 * at, 32 * at + 32);
            // A line that is no ballot has no code.
            if (code.every((byte) => byte === 0)) continue;
            shorts.code.add(BigUint64Array.of(shortOf(code)));
            look(code, () => ({ file, place: `line ${first + at}`, challenged: false }));
          }
          options.progress(counted.ballots);
        },
      }),
    );
    if (read === null) continue;
    hashes.set(file, read.sha256);
    const { head } = read;
    if (head === null) continue;
    const before = heads.find((one) => one.head.device === head.device && one.head.sitting === head.sitting);
    if (before) findings.find(file, '', 'batch-twice', before.file);
    heads.push({ file, head });
    counted.batches++;
    counted.challenged += head.challenged.length;
    sessions.cast += head.sessions.cast;
    sessions.castAfterChallenge += head.sessions.castAfterChallenge;
    sessions.abandoned += head.sessions.abandoned;
    shorts.code.add(BigUint64Array.from(head.challenged.map(shortOf)));
    for (const [at, code] of head.challenged.entries())
      look(code, () => ({ file, place: `line 1/challenged/${at}`, challenged: true }));
  }
  const sums = await pool.end();
  await findDoubles(folder, heads, shorts, new LinesChecker(manifestJson, group), findings);
  return { ...counted, sessions, sums, hashes, found: wanted };
}

/** Compares whole values where their first bytes were alike: reads the batches again only if there are such. */
async function findDoubles(
  folder: string,
  heads: readonly HeadOf[],
  shorts: { readonly code: Shorts; readonly nonce: Shorts; readonly a: Shorts },
  checker: LinesChecker,
  findings: Findings,
): Promise<void> {
  const suspects = { code: shorts.code.suspects(), nonce: shorts.nonce.suspects(), a: shorts.a.suspects() };
  if (suspects.code.size + suspects.nonce.size + suspects.a.size === 0) return;
  const cast = new Firsts(suspects.code);
  const challenged = new Firsts(suspects.code);
  const nonces = new Firsts(suspects.nonce);
  const as = new Firsts(suspects.a);
  const look = (firsts: Firsts, value: Bytes, rule: Finding['rule'], { file, place }: Where): void => {
    const before = firsts.seen(shortOf(value), () => toHex(value), { file, place });
    if (before) findings.find(file, place, rule, `${before.file}, ${before.place}`);
  };
  for (const { file, head } of heads) {
    await readAgain(folder, file, (line, number) => {
      const place = `line ${number}`;
      const ballot = checker.ballotOf(line, head.station, () => {});
      if (ballot === null) return;
      look(cast, ballot.code, 'code-twice', { file, place });
      look(nonces, ballot.nonce, 'nonce-twice', { file, place });
      for (const [p, { positions }] of ballot.parts.entries()) {
        for (const [i, { a }] of positions.entries())
          look(as, a, 'a-twice', { file, place: `${place}/parts/${p}/positions/${i}` });
      }
    });
  }
  for (const { file, head } of heads) {
    for (const [at, code] of head.challenged.entries()) {
      const place = `line 1/challenged/${at}`;
      look(challenged, code, 'code-twice', { file, place });
      const before = cast.find(toHex(code));
      if (before) findings.find(file, place, 'cast-and-challenged', `${before.file}, ${before.place}`);
    }
  }
}
