import { Brush, Cable, Check, CircleX, Replace } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PassportDeviceView } from '../../main/api/passport-views.ts';
import { useAct } from '../parts/act.tsx';
import { PlateKeys } from '../parts/address-keys.tsx';
import { Button } from '../parts/button.tsx';
import { deviceIcons } from '../parts/devices.tsx';
import { Field } from '../parts/field.tsx';
import { Paged } from '../parts/paged.tsx';
import { ReasonPicker } from '../parts/reason.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useKindName } from './device-name.ts';

const kinds = [
  { kind: 'failure', icon: CircleX },
  { kind: 'cleaned', icon: Brush },
  { kind: 'replaced', icon: Replace },
] as const;
type Kind = (typeof kinds)[number]['kind'];
/** Devices on one page of the sheet. */
const SHOWN = 5;

/** What happened, to which device, in which words: one question after the other. The way back leads to the one before. */
export function NoteSheet({
  devices,
  onClose,
}: {
  readonly devices: readonly PassportDeviceView[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('kit');
  const kindName = useKindName();
  const { act, busy } = useAct();
  const [kind, setKind] = useState<Kind | null>(null);
  const [device, setDevice] = useState<PassportDeviceView | null>(null);
  const [serial, setSerial] = useState('');
  const [plateRead, setPlateRead] = useState(false);
  const [words, setWords] = useState('');
  const nameOf = ({ kind: what, peripheral }: PassportDeviceView): string =>
    what === null ? peripheral : kindName(what, peripheral);
  const named = device === null ? '' : nameOf(device);
  const note = async (): Promise<void> => {
    if (kind === null || device === null) return;
    const said = { kind, peripheral: device.peripheral, serial: kind === 'replaced' ? serial.trim() : '', words };
    if (await act((client) => client.passport.note(said))) onClose();
  };
  if (kind === null) {
    return (
      <Sheet title={t('passport.note')} onClose={onClose}>
        <p className="sheet-question">{t('passport.note.kind')}</p>
        <ul className="choices">
          {kinds.map(({ kind: one, icon }) => (
            <li key={one}>
              <Button
                icon={icon}
                label={t(`passport.kind.${one}`)}
                detail={t(`passport.kind.${one}.what`)}
                onPress={() => {
                  setKind(one);
                  setWords('');
                }}
              />
            </li>
          ))}
        </ul>
      </Sheet>
    );
  }
  if (device === null) {
    return (
      <Sheet title={t(`passport.kind.${kind}`)} onClose={() => setKind(null)}>
        <p className="sheet-question">{t('passport.note.device')}</p>
        <Paged items={devices} size={SHOWN} className="choices">
          {(one) => (
            <li key={one.peripheral}>
              <Button
                icon={one.kind === null ? Cable : deviceIcons[one.kind]}
                label={nameOf(one)}
                {...(one.serial === null ? {} : { detail: one.serial })}
                onPress={() => {
                  setDevice(one);
                  setSerial('');
                }}
              />
            </li>
          )}
        </Paged>
      </Sheet>
    );
  }
  // Who puts another thing in its place reads the number off its plate; else the number is as it was.
  const hasPlate = kind === 'replaced';
  if (hasPlate && !plateRead) {
    return (
      <Plate
        title={named}
        serial={serial}
        onSerial={setSerial}
        onNext={() => setPlateRead(true)}
        onClose={() => setDevice(null)}
      />
    );
  }
  return (
    <Sheet
      title={`${named}: ${t(`passport.kind.${kind}`)}`}
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('passport.note.done')}
          isDisabled={busy}
          onPress={() => void note()}
        />
      }
      onClose={() => (hasPlate ? setPlateRead(false) : setDevice(null))}
    >
      {hasPlate && serial.trim() !== '' ? (
        <p className="number">{`${t('passport.serial')}: ${serial.trim()}`}</p>
      ) : null}
      <p className="sheet-question">{t('passport.note.words')}</p>
      <ReasonPicker usual={usual[kind].map((one) => t(`passport.usual.${one}`))} reason={words} onReason={setWords} />
    </Sheet>
  );
}

/** What is usually said of each; nothing need be said. */
const usual = {
  failure: ['dead', 'loose', 'slow'],
  cleaned: ['glass', 'head'],
  replaced: ['broken', 'worn'],
} as const satisfies Readonly<Record<Kind, readonly string[]>>;

function Plate({
  title,
  serial,
  onSerial,
  onNext,
  onClose,
}: {
  readonly title: string;
  readonly serial: string;
  readonly onSerial: (serial: string) => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('kit');
  return (
    <Sheet
      title={title}
      main={<Button kind="main" icon={Check} label={t('passport.note.on')} onPress={onNext} />}
      onClose={onClose}
    >
      <div className="address">
        <p>{t('passport.note.serial')}</p>
        <Field label={t('passport.serial')} value={serial} onValue={onSerial} focus />
        <PlateKeys text={serial} onText={onSerial} />
      </div>
    </Sheet>
  );
}
