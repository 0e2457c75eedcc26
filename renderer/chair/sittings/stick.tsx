import { useTranslation } from 'react-i18next';
import { TakeFileSheet } from '../../parts/take-sheet.tsx';
import { WriteSheet } from '../../parts/write-sheet.tsx';
import type { LookingClient } from '../../parts/zone.ts';

const askArrivals = (client: LookingClient) => client.sittings.arrivals({});

/** The admissions of the sitting outside the room onto the stick, for the station's other kiosks. */
export function WriteAdmissions({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sittings');
  return (
    <WriteSheet
      title={t('task.write')}
      what={t('write.what')}
      save={(client, target) => client.sittings.writeAdmissions({ target })}
      onClose={onClose}
    />
  );
}

/** The admissions of another kiosk's sitting outside the room, from the stick. */
export function TakeSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sittings');
  return (
    <TakeFileSheet
      title={t('task.take')}
      what={t('take.what')}
      none={t('take.none')}
      files={askArrivals}
      take={(client, path) => client.sittings.takeAdmissions({ path })}
      done={({ admissions }) => t('take.done', { number: admissions })}
      onClose={onClose}
    />
  );
}
