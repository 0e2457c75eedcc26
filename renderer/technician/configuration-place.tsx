import { MapPin, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlannedDeviceView } from '../../main/api/configuration-views.ts';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useKindName } from './device-name.ts';

/** Places that fit on a sheet, beside leaving it out. */
const SHOWN = 5;

/** Where on this kiosk is a device that the file knows of another? One of the places there can be, or nowhere. */
export function ConfigurationPlace({
  device: { id, kind, said, choices },
  onChosen,
  onClose,
}: {
  readonly device: PlannedDeviceView;
  readonly onChosen: (at: string | null) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('configuration');
  const name = useKindName();
  return (
    <ActScope subject={id}>
      <Sheet title={t('place.title')} onClose={onClose}>
        <p className="sheet-question">{t('place.question', { device: name(kind, id), at: said ?? '' })}</p>
        <ul className="choices">
          {choices.slice(0, SHOWN).map(({ at, why, name: words }) => (
            <li key={at}>
              <Button
                icon={MapPin}
                label={at}
                detail={[t(`why.${why}`), ...(words === '' ? [] : [words])].join(' · ')}
                onPress={() => onChosen(at)}
              />
            </li>
          ))}
          <li>
            <Button icon={Unplug} label={t('place.leave')} onPress={() => onChosen(null)} />
          </li>
        </ul>
      </Sheet>
    </ActScope>
  );
}
