export { boxMean16, boxShare, boxSum8, boxSum16, boxSum32 } from './box';
export { filterAtPoints, filterBank } from './filter';
export { structureTensor } from './flow';
export { normalise } from './level';
export { resample } from './resample';
export { thin } from './thin';
