/** The fingerprint room's public names. */
export type { FingerPosition } from '../admission/facts.ts';
export { type Comparison, compare, compareWithPairs, type Pair } from './compare.ts';
export { type Extracted, extract } from './extract.ts';
export type { GrayImage } from './image.ts';
export { decodeIso, encodeIso, type IsoFault } from './iso19794-2.ts';
export type { QualityReason } from './quality.ts';
export { type SyntheticFinger, syntheticFinger } from './synthetic/finger.ts';
export { type Condition, conditions, impression } from './synthetic/impression.ts';
export type { Minutia, Template } from './template.ts';
