import { type Group, slowGroup } from './group.ts';

/** @returns the group by the one library or the other; libsodium is loaded only where it is used */
export const groupOf = async (slow: boolean): Promise<Group> =>
  slow ? slowGroup : (await import('./fast-group.ts')).fastGroup;
