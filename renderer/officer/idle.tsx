import { Footprints, GraduationCap, Hash, Keyboard as KeyboardIcon, MapPin, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { NumberPad } from '../parts/number-pad.tsx';
import { useDesk } from '../parts/zone.ts';
import { DocumentPicture } from './document-picture.tsx';
import { LastAdmitted } from './last-admitted.tsx';
import { NextVoter } from './next-voter.tsx';
import { groupedPin, withoutSpaces } from './pin-text.ts';
import { PrinterSoon } from './printer-state.tsx';
import { Rehearsal } from './rehearsal/rehearsal.tsx';
import { OpenReservations } from './reservations.tsx';
import { ScanPage } from './scan-page.tsx';
import { Visits } from './visits.tsx';

/**
 * Between voters. The reader works by itself; a PIN, a number in the list or a name can be typed at any moment,
 * on the keys shown here or on a real keyboard: nothing has to be switched first.
 */
export function Idle() {
  const { t } = useTranslation(['officer', 'parts']);
  const { next, openReservations, visits, rehearsal } = useDesk();
  const [visiting, setVisiting] = useState(false);
  const [rehearsing, setRehearsing] = useState(false);
  const { act, busy } = useAct();
  const [text, setText] = useState('');
  const [letters, setLetters] = useState(false);
  const find = (): void => {
    if (text.trim() !== '') void act((client) => client.voter.find({ text: withoutSpaces(text) }));
  };
  /** Other keys are for another search: the rest of a name before a PIN would find nobody, and refuse the voter. */
  const change = (toLetters: boolean): void => {
    setLetters(toLetters);
    setText('');
  };
  const field = (
    <Field
      label={t(letters ? 'idle.name' : 'idle.type')}
      value={groupedPin(text)}
      onValue={(typed) => setText(withoutSpaces(typed))}
      onEnter={find}
      focus
    />
  );
  const search = (
    <Button kind="main" icon={Search} label={t('idle.find')} isDisabled={busy || text.trim() === ''} onPress={find} />
  );

  if (visiting && visits) return <Visits visits={visits} onBack={() => setVisiting(false)} />;
  if (rehearsing && rehearsal) return <Rehearsal rehearsal={rehearsal} onBack={() => setRehearsing(false)} />;
  if (letters) {
    return (
      <Frame
        layout="idle-letters"
        back={<Button kind="quiet" icon={Hash} label={t('idle.numbers')} onPress={() => change(false)} />}
        main={search}
      >
        {field}
        <Keyboard text={text} onText={setText} />
      </Frame>
    );
  }
  return (
    <Frame
      layout="idle"
      back={<Button kind="plain" icon={KeyboardIcon} label={t('idle.letters')} onPress={() => change(true)} />}
      other={
        <>
          <ScanPage label={t('idle.scan')} />
          {visits ? <Button icon={Footprints} label={t('sittings:visits')} onPress={() => setVisiting(true)} /> : null}
          {rehearsal ? (
            <Button icon={GraduationCap} label={t('rehearsal:page')} onPress={() => setRehearsing(true)} />
          ) : null}
          <Button
            kind="quiet"
            icon={MapPin}
            label={t('reception:ask')}
            isDisabled={busy}
            onPress={() => void act((client) => client.lookup.begin({}))}
          />
        </>
      }
      main={search}
    >
      <section className="idle-invite">
        {openReservations.length > 0 && next !== null ? null : <LastAdmitted />}
        {openReservations.length > 0 ? <OpenReservations /> : <DocumentPicture />}
        <h1>{t('idle.document')}</h1>
        <PrinterSoon />
        {next !== null ? <NextVoter /> : <p className="lead">{t('idle.anything')}</p>}
      </section>
      <section className="code-side">
        {field}
        <NumberPad
          onDigit={(digit) => setText(text + digit)}
          onDelete={() => setText(text.slice(0, -1))}
          onClear={() => setText('')}
        />
      </section>
    </Frame>
  );
}
