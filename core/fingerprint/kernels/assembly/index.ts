export { boxSum8, boxSum16, boxSum32 } from './box';
export { filterAtPoints, filterBank } from './filter';
