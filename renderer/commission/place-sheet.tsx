import { PackageCheck, SendToBack } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageRow } from '../../main/api/console-views.ts';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { fileSize } from '../parts/file-size.ts';
import { Sheet } from '../parts/sheet.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf } from '../parts/words.ts';
import { PlaceChoice, usePlace } from './place-choice.tsx';
import { type ConsoleLooking, useConsole, useConsoleAct } from './zone.ts';

const askTargets = (client: ConsoleLooking) => client.packages.targets({});

interface Asked {
  readonly which: 'out' | 'take';
  /** What was made. */
  readonly rows: readonly PackageRow[];
  readonly onClose: () => void;
}

const sum = (all: readonly { readonly bytes: number | null }[]): number =>
  all.reduce((before, { bytes }) => before + (bytes ?? 0), 0);

/** To which stick or folder packages go, or from which signed ones are taken back. */
export function PlaceSheet(asked: Asked) {
  return (
    <ActScope subject={asked.which}>
      <Places {...asked} />
    </ActScope>
  );
}

function Places({ which, rows, onClose }: Asked) {
  const { t, i18n } = useTranslation('commission');
  const size = (bytes: number): string => fileSize(bytes, languageOf(i18n));
  const { packages } = useConsole();
  const { act, busy } = useConsoleAct();
  const [sent, setSent] = useState<number | null>(null);
  const places = useAnswer(askTargets);
  const [chosen, setPath] = usePlace(places);
  const go = async (): Promise<void> => {
    const done = await act(async (client) => {
      if (which === 'take') return client.packages.take({ path: chosen ?? '' });
      const answer = await client.packages.out({ path: chosen ?? '' });
      if (answer.ok) setSent(answer.value.files.length);
      return answer;
    });
    if (done && which === 'take') onClose();
  };
  return (
    <Sheet
      title={t(which === 'out' ? 'packages.out.title' : 'packages.take.title')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={which === 'out' ? SendToBack : PackageCheck}
          label={t(which === 'out' ? 'packages.out' : 'packages.take')}
          isDisabled={busy || chosen === null}
          onPress={() => void go()}
        />
      }
    >
      {places === null ? null : places.length === 0 ? (
        <p className="lead">{t('packages.no-place')}</p>
      ) : (
        <PlaceChoice places={places} chosen={chosen} onChoose={setPath} />
      )}
      {which === 'out' ? (
        <p className="number">
          {t('packages.out.size', {
            whole: size(sum(rows)),
            differences: size(sum(rows.flatMap(({ differences }) => differences))),
          })}
        </p>
      ) : null}
      {sent === null ? null : <p role="status">{t('packages.out.done', { count: sent })}</p>}
      {which === 'out' ? (
        <p>{t(packages?.making?.state === 'signed' ? 'packages.hub' : 'packages.out.unsigned')}</p>
      ) : null}
    </Sheet>
  );
}
