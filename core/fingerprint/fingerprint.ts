/** The fingerprint room's public names. */
export type { FingerPosition } from '../admission/facts.ts';
export { type Extracted, extract } from './extract/extract.ts';
export type { QualityReason } from './extract/quality.ts';
export { duplicateScore, fuse } from './fusion.ts';
export type { GrayImage } from './image.ts';
export type { DecodedSamples, ImageCodecs } from './images/codecs.ts';
export { IMAGE_LIMITS, type ImageFault, type ImageLimits } from './images/image-fault.ts';
export { decodeImage, decodeView, type ImageKind, imageKindOf, imageKinds } from './images/images.ts';
export type { ImageRecord, ImageView } from './images/records/image-record.ts';
export { decodeImageRecord, encodeImage, encodeImageRecord } from './images/records/image-records.ts';
export { type Comparison, compare, compareWithPairs, type Pair } from './match/compare.ts';
export { type RecordFault, type RecordFormat, recordFormats } from './records/record.ts';
export { decodeRecord, decodeTemplate, encodeTemplate } from './records/records.ts';
export { Gallery } from './search/gallery.ts';
export {
  type Asked,
  type Candidate,
  DEPTH,
  type Probe,
  probeOf,
  type Round,
  rounds,
  type SearchOptions,
  search,
  searchSteps,
  valuesIn,
} from './search/search.ts';
export { type SyntheticFinger, syntheticFinger } from './synthetic/finger.ts';
export { type Condition, conditions, impression } from './synthetic/impression.ts';
export type { Minutia, Template } from './template.ts';
