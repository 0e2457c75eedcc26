import type { TFunction } from 'i18next';
import type { ProtocolView } from '../../main/api/ballot-views.ts';

/** A recount that is on record, in a sentence. */
export const recountSaid = (
  { sheets, matches }: NonNullable<ProtocolView['recount']>,
  t: TFunction<'ballot-desk'>,
): string => t(matches ? 'recount.said.matches' : 'recount.said.differs', { sheets });
