import { useTranslation } from 'react-i18next';
import { ActScope } from '../parts/act.tsx';
import { Choice } from './choice.tsx';
import { useTerritories } from './territories.ts';
import { useConsole, useConsoleAct } from './zone.ts';

/** Which territory is looked at: everything on the screen is of its stations. Only where there is more than one to choose from. */
export function Scope() {
  return (
    <ActScope subject="territory">
      <Territory />
    </ActScope>
  );
}

function Territory() {
  const { t } = useTranslation('commission');
  const { own, scope } = useConsole();
  const { act } = useConsoleAct();
  const { placed, nameOf } = useTerritories();
  if (placed.length < 2) return null;
  const whole = own === null ? [{ value: '', label: t('territory.country') }] : [];
  return (
    <span className={`scope${scope === own ? '' : ' scope-part'}`}>
      <Choice
        label={t('territory')}
        value={scope ?? ''}
        options={[
          ...whole,
          ...placed.map(({ territory: { code }, depth }) => ({
            // Spaces at the beginning of an option are seen only where they are no-break ones.
            ...{ value: code, label: `${'\u00a0'.repeat(4 * (depth + whole.length))}${nameOf(code)}` },
          })),
        ]}
        onValue={(code) => void act((client) => client.territory.choose({ territory: code === '' ? null : code }))}
      />
    </span>
  );
}
