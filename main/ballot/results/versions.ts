import type { BallotStyle } from '../../../core/ballot/definition.ts';
import type { ProtocolContent } from '../../../core/results/protocol.ts';
import type { ChangedNumber, ProtocolVersionView } from '../../api/ballot-views.ts';
import type { ResultsFrame } from './frame.ts';
import { namesOf } from './option-names.ts';
import { signedVersions } from './signed.ts';
import type { SittingResults } from './sitting.ts';

/** Every version of a protocol as the desk shows it, the last one first. */
export function versionViews(
  frame: Pick<ResultsFrame, 'journal'>,
  results: Pick<SittingResults, 'numbers' | 'force'>,
  style: BallotStyle,
  nameOf: (person: string) => string,
): readonly ProtocolVersionView[] {
  const { lines: form } = results.force.policy.results.form;
  const all = signedVersions(frame, results, style.id);
  return all
    .map(({ content, sha256 }, at): ProtocolVersionView => {
      const before = all[at - 1]?.content;
      return {
        ...{ version: content.version, at: content.at, sha256 },
        signers: content.signers.map(({ name }) => name),
        reason: content.corrects?.words ?? null,
        decided: (content.corrects?.persons ?? []).map(nameOf),
        changed: before === undefined ? [] : changedNumbers(before, content, style, form),
      };
    })
    .toReversed();
}

/** Numbers that are others in the later version, in the order of the form. */
function changedNumbers(
  before: ProtocolContent,
  after: ProtocolContent,
  style: BallotStyle,
  form: SittingResults['force']['policy']['results']['form']['lines'],
): readonly ChangedNumber[] {
  return after.lines.flatMap(({ line, number, value, options }) => {
    const old = before.lines.find((one) => one.line === line);
    const label = form.find(({ id }) => id === line)?.label ?? { ky: line, ru: line, en: line };
    const own = old?.value === value ? [] : [{ number, names: label, from: old?.value ?? null, to: value }];
    const each = options.flatMap((one) => {
      const from = old?.options.find(({ option }) => option === one.option)?.value ?? null;
      return from === one.value ? [] : [{ number, names: namesOf(style, one.option), from, to: one.value }];
    });
    return [...own, ...each];
  });
}
