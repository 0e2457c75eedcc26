import type { BallotStyle } from '../../../core/ballot/definition.ts';
import type { Words } from '../../../core/election/common.ts';

/** What an option is called; its id where the definition does not have it. */
export const namesOf = ({ parts }: BallotStyle, option: string): Words =>
  parts.flatMap(({ options }) => options).find(({ id }) => id === option)?.names ?? {
    ...{ ky: option, ru: option, en: option },
  };
