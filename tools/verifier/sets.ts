import { type Bytes, same, toHex } from './bytes.ts';
import type { Findings } from './findings.ts';
import type { Group } from './group.ts';
import type { Json } from './json.ts';
import type { Manifest, Style } from './manifest.ts';
import { checkResult, type Result, readResult, readWithheld, type SetOf, type Withheld } from './result.ts';

/** What a board says of the ballots of a style. */
export interface SetSaid {
  readonly style: Style;
  readonly ballots: number;
  /** Opened: per part the counts of its options, and of blank at the end; how many trustees' shares. */
  readonly result: {
    readonly counts: readonly (readonly number[])[];
    readonly shares: number;
    readonly small: boolean;
  } | null;
  /** Not opened: what road its papers took. */
  readonly road: Withheld['road'] | null;
}

interface File {
  readonly file: string;
  readonly json: Json | null;
}

/** Holds results and what is withheld against the sets of the ballots. */
export function checkSets({
  manifest,
  sums,
  results,
  withheld,
  shareKeys,
  group,
  findings,
}: {
  readonly manifest: Manifest;
  readonly sums: ReadonlyMap<string, SetOf>;
  readonly results: readonly File[];
  readonly withheld: readonly File[];
  readonly shareKeys: ReadonlyMap<number, Bytes>;
  readonly group: Group;
  readonly findings: Findings;
}): { readonly said: readonly SetSaid[]; readonly proofs: number } {
  let proofs = 0;
  const opened = new Map<string, Result>();
  const closed = new Map<string, Withheld>();
  const belongs = (file: string, folder: string, said: Result | Withheld): SetOf | null => {
    if (!same(said.manifest, manifest.hash)) findings.find(file, 'manifest', 'manifest-other', toHex(said.manifest));
    if (file !== `${folder}/${said.style.id}.json`) findings.find(file, 'style', 'result-style', said.style.id);
    const set = sums.get(said.style.id) ?? null;
    if (set === null) findings.find(file, '', 'set-empty');
    else if (set.ballots !== said.ballots)
      findings.find(file, 'ballots', 'set-number', `${said.ballots}; ${set.ballots}`);
    return set;
  };
  for (const { file, json } of results) {
    const result = json === null ? null : findings.read(file, '', () => readResult(json, manifest, group));
    if (result === null) continue;
    opened.set(result.style.id, result);
    const set = belongs(file, 'results', result);
    if (result.ballots < manifest.minimum && result.opened === null)
      findings.find(file, 'opened', 'set-small', `${result.ballots} < ${manifest.minimum}`);
    if (result.ballots >= manifest.minimum && result.opened !== null) findings.find(file, 'opened', 'opened-needless');
    if (set === null) continue;
    const done = checkResult(result, set, manifest, shareKeys, group);
    proofs += done.proofs;
    for (const wrong of done.wrong) findings.add({ file, ...wrong });
  }
  for (const { file, json } of withheld) {
    const said = json === null ? null : findings.read(file, '', () => readWithheld(json, manifest));
    if (said === null) continue;
    closed.set(said.style.id, said);
    belongs(file, 'withheld', said);
    if (said.ballots >= manifest.minimum)
      findings.find(file, 'ballots', 'set-reached', `${said.ballots} ≥ ${manifest.minimum}`);
    if (opened.has(said.style.id)) findings.find(file, '', 'set-said-twice');
  }
  const said = [...sums].map(([id, { ballots }]) => {
    const result = opened.get(id) ?? null;
    const road = closed.get(id)?.road ?? null;
    // A file that was there and could not be read is a finding already.
    const named = [...results, ...withheld].some(({ file }) => file.endsWith(`/${id}.json`));
    if (result === null && road === null && !named)
      findings.find(`results/${id}.json`, '', 'set-unsaid', String(ballots));
    return {
      style: manifest.styles.get(id)!,
      ballots,
      result: result && { counts: result.counts, shares: result.shares.length, small: result.opened !== null },
      road,
    };
  });
  return { said: said.sort((one, other) => (one.style.id < other.style.id ? -1 : 1)), proofs };
}
