import { FolderDown, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { shownNumber } from '../../parts/numbers.ts';
import { languageOf, problemWords } from '../../parts/words.ts';
import { useMediumWords, useTargets } from '../../parts/writing.tsx';
import { useDesk } from '../../parts/zone.ts';
import { BesideLine } from './beside-line.tsx';
import { ContinueSection } from './continue-section.tsx';
import { CopyLine } from './copy-line.tsx';
import { PaperEntering } from './paper-entering.tsx';
import { PaperListLine } from './paper-list-line.tsx';

/** The chair's stick: how the copy on it stands, what to do about it, and which stick it is. */
export function CopyPage() {
  const { t, i18n } = useTranslation('copy');
  const { copy, station } = useDesk();
  const { act, busy } = useAct();
  const [times, setTimes] = useState(0);
  const targets = useTargets(times);
  const words = useMediumWords();
  const [entering, setEntering] = useState(false);
  if (entering) return <PaperEntering onBack={() => setEntering(false)} />;
  const others = targets?.filter(({ name }) => name !== copy?.stick);
  return (
    <Frame layout="log" waiting={t('working')}>
      <h1>{t('title')}</h1>
      {copy?.beside ? null : <p className="lead">{t('what')}</p>}
      <CopyLine />
      <BesideLine />
      {station.stage === 'ready' ? null : <PaperListLine onEnter={() => setEntering(true)} />}
      {copy?.problem ? <p>{problemWords(copy.problem, 'officer', i18n)}</p> : null}
      {copy?.from ? (
        <p>
          {t('continued', {
            device: copy.from.device,
            count: shownNumber(copy.from.count, languageOf(i18n)),
            time: copy.from.until.slice(11, 16),
          })}
        </p>
      ) : null}
      {station.stage === 'ready' ? <ContinueSection /> : null}
      {targets?.length === 0 ? (
        <p className="empty">
          <Usb className="icon" aria-hidden="true" />
          {t('no-stick')}
        </p>
      ) : null}
      <ul className="choices">
        {others?.map((one) => (
          <li key={one.path}>
            <Button
              icon={one.removable ? Usb : FolderDown}
              label={t('use', { name: one.name })}
              detail={words(one)}
              isDisabled={busy}
              onPress={() =>
                void act((client) => client.copy.begin({ target: one.path })).finally(() => setTimes(times + 1))
              }
            />
          </li>
        ))}
      </ul>
    </Frame>
  );
}
