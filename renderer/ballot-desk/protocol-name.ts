import { useTranslation } from 'react-i18next';
import type { ProtocolView } from '../../main/api/ballot-views.ts';
import { inLanguage } from '../parts/words.ts';
import { useBallotDesk } from './zone.ts';

/** What a protocol is called: its constituency, behind its ballot where the station has more than one. */
export function useProtocolName(): (protocol: ProtocolView) => string {
  const { i18n } = useTranslation();
  const { protocols } = useBallotDesk();
  const several = new Set(protocols.map(({ ballot }) => inLanguage(ballot, i18n))).size > 1;
  return ({ ballot, constituency }) => {
    const where = inLanguage(constituency, i18n);
    return several ? `${inLanguage(ballot, i18n)}: ${where}` : where;
  };
}
