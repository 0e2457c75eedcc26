import type { QualityReason } from '../../../core/fingerprint/fingerprint.ts';

/** Why a capture is poor, as a terminal says it. */
export const whyWords: Readonly<Record<QualityReason, string>> = {
  'no-finger': 'no finger is to be seen',
  'too-small': 'too little of the finger is to be seen',
  'off-centre': 'the finger is not in the middle',
  'too-dry': 'the finger is too dry: its ridges are broken',
  'too-wet': 'the finger is too wet, or pressed too hard: its ridges run together',
  smeared: 'the finger moved, or its ridges are not clear',
};

/** Up to here the scale of scores is measured on strangers (core/fingerprint/fusion.ts). */
const MEASURED = 40;
/** What the default policy asks of one finger (core/election/policy-default.ts). */
const KIOSK = 40;

/** What a score means, in words. */
export function scoreWords(score: number): readonly string[] {
  const odds = 10 ** (score / 10);
  const one = odds < 1e4 ? Math.floor(odds).toLocaleString('en') : Number(odds.toPrecision(1)).toLocaleString('en');
  return [
    score < 1
      ? 'no likeness: strangers score so as a rule'
      : score > 120
        ? 'far more alike than any two strangers that were ever measured'
        : `of strangers no more than one pair in ${one} scores so high`,
    ...(score > MEASURED ? [`beyond ${MEASURED} the scale is extrapolated, not measured`] : []),
    score >= KIOSK
      ? `the kiosk takes them for one finger: its policy asks for ${KIOSK} unless it was changed`
      : `the kiosk does not take them for one finger: its policy asks for ${KIOSK} unless it was changed`,
  ];
}
