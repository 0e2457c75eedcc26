import { DoorClosed, Search, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReceptionView } from '../../../main/api/reception-views.ts';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { Notice } from '../../parts/notice.tsx';
import { problemWords } from '../../parts/words.ts';
import { DocumentPicture } from '../document-picture.tsx';
import { PinPad } from '../pin-pad.tsx';
import { isWholePin } from '../pin-text.ts';
import { ScanPage } from '../scan-page.tsx';

/** Somebody asks where she votes: by document or PIN, before the day and beside the queue on it. */
export function Ask({ reception }: { readonly reception: ReceptionView }) {
  const { t, i18n } = useTranslation('reception');
  const { act, busy } = useAct();
  const [pin, setPin] = useState('');
  const find = (): void => {
    if (isWholePin(pin)) void act((client) => client.lookup.find({ pin }));
  };
  const { asking, problem } = reception;
  return (
    <Frame
      layout="idle"
      back={
        asking ? (
          <Button
            kind="quiet"
            icon={Undo2}
            label={t('ask.leave')}
            onPress={() => void act((client) => client.lookup.leave({}))}
          />
        ) : (
          <Button
            kind="quiet"
            icon={DoorClosed}
            label={t('close')}
            isDisabled={busy}
            onPress={() => void act((client) => client.reception.close({}))}
          />
        )
      }
      other={<ScanPage label={t('officer:idle.scan')} />}
      main={
        <Button kind="main" icon={Search} label={t('ask.find')} isDisabled={busy || !isWholePin(pin)} onPress={find} />
      }
    >
      <section className="idle-invite">
        <DocumentPicture />
        <h1>{t('ask')}</h1>
        <p className="lead">{t('ask.how')}</p>
        {problem === null ? (
          <p className="soft">{t('ask.today', { n: reception.asked })}</p>
        ) : (
          <Notice
            tone="warn"
            title={problemWords(problem, 'happened', i18n)}
            text={problemWords(problem, 'officer', i18n)}
          />
        )}
      </section>
      <PinPad label={t('ask.pin', { typed: pin.length })} pin={pin} onPin={setPin} onEnter={find} />
    </Frame>
  );
}
