import { HardDriveDownload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { PlaceChoice, usePlace } from '../place-choice.tsx';
import { type ConsoleLooking, useConsoleAct } from '../zone.ts';

const askSticks = (client: ConsoleLooking) => client.logs.sticks({});

/** From which stick the results files of stations are kept here, so that their pages are seen without the hub. */
export function TakeSheet({ onTaken, onClose }: { readonly onTaken: () => void; readonly onClose: () => void }) {
  return (
    <ActScope subject="results-stick">
      <Sticks onTaken={onTaken} onClose={onClose} />
    </ActScope>
  );
}

function Sticks({ onTaken, onClose }: { readonly onTaken: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation(['scans', 'commission']);
  const { act, busy } = useConsoleAct();
  const [kept, setKept] = useState<number | null>(null);
  const sticks = useAnswer(askSticks);
  const [chosen, setPath] = usePlace(sticks);
  const take = (): void => {
    setKept(null);
    void act(async (client) => {
      const answer = await client.results.take({ path: chosen ?? '' });
      if (answer.ok) {
        setKept(answer.value.files);
        onTaken();
      }
      return answer;
    });
  };
  return (
    <Sheet
      title={t('take')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={HardDriveDownload}
          label={t('take.do')}
          isDisabled={busy || chosen === null}
          onPress={take}
        />
      }
    >
      <p className="lead">{t('take.what')}</p>
      {sticks === null || sticks.length === 0 ? (
        <p>{t('commission:logs.no-stick')}</p>
      ) : (
        <PlaceChoice places={sticks} chosen={chosen} onChoose={setPath} />
      )}
      {kept === null ? null : <p role="status">{t('take.done', { count: kept })}</p>}
    </Sheet>
  );
}
