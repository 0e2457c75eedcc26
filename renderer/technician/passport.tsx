import { ArrowLeft, FileDown, FileUp, PencilLine, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDate, shortDate } from '../../core/person/dates.ts';
import { isProblemCode } from '../../core/problem/catalogue.ts';
import { ofCodeAlone } from '../../core/problem/said.ts';
import type { PassportDeviceView, PassportNoteView, PassportView } from '../../main/api/passport-views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Paged } from '../parts/paged.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { problemWords } from '../parts/words.ts';
import { WriteSheet } from '../parts/write-sheet.tsx';
import { type LookingClient, useDesk } from '../parts/zone.ts';
import { useKindName } from './device-name.ts';
import { NoteSheet } from './passport-note.tsx';
import { TakePassport } from './passport-take.tsx';
import { printerIsFree } from './trying.ts';

const askPassport = (client: LookingClient) => client.passport.look({});
/** Devices and notes that fit on a page. */
const DEVICES_SHOWN = 4;
const NOTES_SHOWN = 4;

/** What happened to the devices of this kit, over elections: what the kiosk saw by itself, and what technicians noted. */
export function PassportPage({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('kit');
  const { station } = useDesk();
  const { act, busy } = useAct();
  const told = useAnswer(askPassport);
  const [sheet, setSheet] = useState<'note' | 'save' | 'take' | null>(null);
  const close = () => setSheet(null);
  const mayPrint = printerIsFree(station.stage);
  return (
    <Frame
      layout="passport"
      back={
        <>
          <Button kind="quiet" icon={ArrowLeft} label={t('registration.back')} onPress={onBack} />
          <Button
            icon={Printer}
            label={t('passport.print')}
            isDisabled={busy || !mayPrint || told === null}
            onPress={() => void act((client) => client.passport.print({}), t('parts:printed'))}
          />
        </>
      }
      other={
        <>
          <Button icon={FileUp} label={t('passport.save')} onPress={() => setSheet('save')} />
          <Button icon={FileDown} label={t('passport.take')} onPress={() => setSheet('take')} />
        </>
      }
      main={
        <Button
          kind="main"
          icon={PencilLine}
          label={t('passport.note')}
          isDisabled={told === null}
          onPress={() => setSheet('note')}
        />
      }
    >
      {told === null ? <h1>{t('kiosk.passport')}</h1> : <Told told={told} />}
      {sheet === 'note' && told !== null ? (
        <ActScope subject="note">
          <NoteSheet devices={told.devices} onClose={close} />
        </ActScope>
      ) : null}
      {sheet === 'save' ? (
        <WriteSheet
          title={t('passport.save')}
          what={t('passport.save.what')}
          save={(client, target) => client.passport.save({ target })}
          onClose={close}
        />
      ) : null}
      {sheet === 'take' && told !== null ? (
        <ActScope subject="take">
          <TakePassport files={told.files} onClose={close} />
        </ActScope>
      ) : null}
    </Frame>
  );
}

function Told({ told: { devices, notes } }: { readonly told: PassportView }) {
  const { t } = useTranslation('kit');
  return (
    <>
      <section>
        <h1>{t('kiosk.passport')}</h1>
        <Paged items={devices} size={DEVICES_SHOWN} className="passport-devices">
          {(device) => <Device key={device.peripheral} device={device} />}
        </Paged>
      </section>
      <section>
        <h2>{t('passport.notes')}</h2>
        {notes.length === 0 ? <p className="soft">{t('passport.notes.none')}</p> : null}
        <Paged items={notes} size={NOTES_SHOWN} className="passport-notes">
          {(note) => (
            <Note
              key={note.note}
              note={note}
              device={devices.find(({ peripheral }) => peripheral === note.peripheral)}
            />
          )}
        </Paged>
      </section>
    </>
  );
}

function Device({ device }: { readonly device: PassportDeviceView }) {
  const { t } = useTranslation('kit');
  const kindName = useKindName();
  const day = useDay();
  const { kind, peripheral, serial, failures, cleaned, replaced, last, longest } = device;
  const facts = [
    t('passport.failures', { number: failures }),
    ...(cleaned === null ? [] : [t('passport.cleaned', { day: day(cleaned) })]),
    ...(replaced === null ? [] : [t('passport.replaced', { day: day(replaced) })]),
    ...(last === null ? [] : [t('passport.battery', { minutes: last.minutes, longest: longest ?? 0 })]),
  ];
  return (
    <li>
      <strong>{kind === null ? peripheral : kindName(kind, peripheral)}</strong>
      <span className="soft number">{serial ?? t('passport.serial.none')}</span>
      <span className="small number">{facts.join(' · ')}</span>
    </li>
  );
}

function Note({
  note,
  device: of,
}: {
  readonly note: PassportNoteView;
  readonly device: PassportDeviceView | undefined;
}) {
  const { t, i18n } = useTranslation('kit');
  const name = useKindName();
  const day = useDay();
  const { kind, peripheral, words, problem, minutes, used, elsewhere, on } = note;
  const what =
    kind === 'battery'
      ? used === null
        ? t('passport.ran', { minutes })
        : t('passport.ran.used', { minutes, used })
      : t(`passport.kind.${kind}`);
  const where =
    elsewhere === null
      ? ''
      : elsewhere.serial === null
        ? t('passport.elsewhere.unknown')
        : t('passport.elsewhere', { kiosk: elsewhere.serial });
  const said =
    problem === null ? words : isProblemCode(problem) ? problemWords(ofCodeAlone(problem), 'happened', i18n) : problem;
  return (
    <li>
      <span className="number">{day(on)}</span>
      <span>
        <strong>{`${of?.kind ? name(of.kind, peripheral) : peripheral}: ${what}`}</strong>
        <span className="small">{[said ?? '', where].filter((one) => one !== '').join(' ')}</span>
      </span>
    </li>
  );
}

function useDay(): (at: string) => string {
  const { zone } = useDesk().station;
  return (at) => shortDate(localDate(at, zone));
}
