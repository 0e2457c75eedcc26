import { PackageCheck, SendToBack, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { type ConsoleLooking, useConsole, useConsoleAct } from './zone.ts';

/** Places that the sheet holds. */
const PLACES = 4;

const askTargets = (client: ConsoleLooking) => client.packages.targets({});

/** To which stick or folder packages go, or from which signed ones are taken back. */
export function PlaceSheet({ which, onClose }: { readonly which: 'out' | 'take'; readonly onClose: () => void }) {
  return (
    <ActScope subject={which}>
      <Places which={which} onClose={onClose} />
    </ActScope>
  );
}

function Places({ which, onClose }: { readonly which: 'out' | 'take'; readonly onClose: () => void }) {
  const { t } = useTranslation('commission');
  const { packages } = useConsole();
  const { act, busy } = useConsoleAct();
  const [path, setPath] = useState<string | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const places = useAnswer(askTargets);
  const chosen = path ?? (places?.length === 1 ? (places[0]?.path ?? null) : null);
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
        <ul className="choices places">
          {places.slice(0, PLACES).map((one) => (
            <li key={one.path}>
              <Button
                icon={Usb}
                label={one.name}
                detail={one.path}
                chosen={one.path === chosen}
                onPress={() => setPath(one.path)}
              />
            </li>
          ))}
        </ul>
      )}
      {sent === null ? null : <p role="status">{t('packages.out.done', { count: sent })}</p>}
      {which === 'out' ? (
        <p>{t(packages?.making?.state === 'signed' ? 'packages.hub' : 'packages.out.unsigned')}</p>
      ) : null}
    </Sheet>
  );
}
