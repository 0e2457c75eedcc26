import type { Report } from './board.ts';
import { toHex } from './bytes.ts';
import type { Language, Say } from './words.ts';

/** The report in words, line by line: for whoever has never seen a board. */
export function reportLines(
  report: Report,
  { language, say, keyGiven }: { readonly language: Language; readonly say: Say; readonly keyGiven: boolean },
): readonly string[] {
  const { manifest, batches, findings, count } = report;
  const lines: string[] = [];
  const head = manifest === null ? 'head.unread' : count === 0 ? 'head.good' : 'head.bad';
  lines.push(say(head, { count }));
  for (const { file, place, rule, detail } of findings) {
    const at = place === '' ? file : say('at', { file, place });
    lines.push(`  ${at}: ${say(`rule.${rule}`)} [${rule}]${detail === '' ? '' : ` (${detail})`}`);
  }
  if (count > findings.length) lines.push(`  ${say('more', { count: count - findings.length })}`);
  if (manifest === null || batches === null) return lines;

  lines.push('', say('election', { election: manifest.election, mode: say(`mode.${manifest.mode}`) }));
  lines.push(say('manifest', { hash: toHex(manifest.hash) }));
  const { files, proofs, sets } = report;
  lines.push(say('checked', { files, proofs, sets: sets.length, batches: batches.batches, ballots: batches.ballots }));
  lines.push(say('sessions', { ...batches.sessions, challenged: batches.challenged }));

  if (sets.length > 0) lines.push('', say('sets'));
  for (const { style, ballots, result, road } of sets) {
    const values = { style: `${style.titles[language]} (${style.id})`, ballots, shares: result?.shares ?? 0 };
    if (result === null) {
      lines.push(`  ${say(road === null ? 'set.unsaid' : `set.${road}`, values)}`);
      continue;
    }
    lines.push(`  ${say(result.small ? 'set.small' : 'set.opened', values)}`);
    for (const [p, { options }] of style.parts.entries()) {
      if (p > 0) lines.push('');
      for (const [i, votes] of result.counts[p]!.entries())
        lines.push(`    ${String(votes).padStart(7)}  ${options[i]?.names[language] ?? say('blank')}`);
    }
  }

  if (batches.found.length > 0) lines.push('');
  for (const { code, where } of batches.found) {
    if (where.length === 0) lines.push(say('code.absent', { code }));
    for (const { file, place, challenged } of where)
      lines.push(say(challenged ? 'code.challenged' : 'code.cast', { code, file, place }));
  }

  lines.push('', say('unknown'));
  if (!keyGiven) lines.push(`  - ${say('unknown.key', { key: report.signer ?? '' })}`);
  for (const key of ['unknown.codes', 'unknown.panel', 'unknown.paper']) lines.push(`  - ${say(key)}`);
  return lines;
}

/** The report for a program: bytes as hex. */
export function reportJson(report: Report, keyGiven: boolean): string {
  const { manifest, sets, ...rest } = report;
  return JSON.stringify({
    good: report.count === 0 && manifest !== null,
    keyGiven,
    election: manifest?.election ?? null,
    mode: manifest?.mode ?? null,
    manifest: manifest && toHex(manifest.hash),
    ...rest,
    sets: sets.map(({ style, ballots, result, road }) => ({ style: style.id, ballots, result, road })),
  });
}
