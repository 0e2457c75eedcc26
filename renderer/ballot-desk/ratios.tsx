import { CircleCheck, CircleDashed, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BalancedRatio } from '../../core/results/balance.ts';
import type { ProtocolView } from '../../main/api/ballot-views.ts';
import { inLanguage } from '../parts/words.ts';
import { isRecorded } from './protocol-state.ts';

const icons = { holds: CircleCheck, broken: OctagonX, waits: CircleDashed, recorded: TriangleAlert } as const;

/** Every ratio with both its sides: what holds, what waits for which line, what does not balance and by how much. */
export function Ratios({
  protocol,
  ratios,
}: {
  readonly protocol: ProtocolView;
  readonly ratios: readonly BalancedRatio[];
}) {
  const { t, i18n } = useTranslation('ballot-desk');
  const numbers = new Map(protocol.lines.map(({ id, number }) => [id, number]));
  return (
    <ul className="ratios" aria-live="polite" aria-label={t('ratios')}>
      {ratios.map((one) => {
        const shown = one.state === 'broken' && isRecorded(protocol, one) ? 'recorded' : one.state;
        const Icon = icons[shown];
        return (
          <li key={one.ratio.id} className={`ratio ratio-${shown}`}>
            <Icon className="icon" aria-hidden="true" />
            <span className="ratio-words">
              <span>{inLanguage(one.ratio.label, i18n)}</span>
              <span className="number ratio-numbers">{saidOf(one)}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );

  function saidOf(one: BalancedRatio): string {
    const equal = one.ratio.relation === 'equal';
    switch (one.state) {
      case 'holds':
        return `${one.left} ${equal ? '=' : '≤'} ${one.right}`;
      case 'broken': {
        const sides = `${one.left} ${equal ? '≠' : '>'} ${one.right}`;
        const said = t('ratio.by', { sides, by: Math.abs(one.by) });
        return isRecorded(protocol, one) ? `${said} ${t('ratio.recorded')}` : said;
      }
      case 'waits':
        return t('ratio.waits', { lines: one.missing.map((id) => numbers.get(id) ?? id).join(', ') });
    }
  }
}
