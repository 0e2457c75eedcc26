import { Cable, Hand, Scissors, Undo2, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { printerFaults, type WorldDevice } from '../../main/api/playground.ts';
import { Button } from '../parts/button.tsx';
import { Choice } from './choice.tsx';
import { PrinterDrawing, ReaderDrawing, SensorDrawing } from './devices.tsx';
import { useVerbs, useWorld } from './world.ts';

/** The table on which the three devices stand, each at its cable. */
export function Table() {
  const { t } = useTranslation('playground');
  return (
    <section className="table" aria-label={t('devices')}>
      <Reader />
      <Sensor />
      <Printer />
    </section>
  );
}

function Device({
  device,
  drawing,
  state,
  children,
}: {
  readonly device: WorldDevice;
  readonly drawing: ReactNode;
  readonly state: readonly string[];
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('playground');
  const { plug } = useVerbs();
  const plugged = useWorld().plugged[device];
  return (
    <article className="device">
      <div className="device-drawing">{drawing}</div>
      <div className="device-words">
        <h3>{t(`device.${device}`)}</h3>
        <p className={plugged ? 'device-state' : 'device-state device-out'}>
          {plugged ? state.map((line) => <span key={line}>{line}</span>) : t('unplugged')}
        </p>
        <div className="device-acts">
          <Button
            icon={plugged ? Unplug : Cable}
            label={t(plugged ? 'cable.pull' : 'cable.plug')}
            onPress={() => plug({ device, plugged: !plugged })}
          />
          {children}
        </div>
      </div>
    </article>
  );
}

function Reader() {
  const { t } = useTranslation('playground');
  const { layDocument } = useVerbs();
  const { document, plugged } = useWorld();
  const state =
    document === null
      ? [t('reader.empty')]
      : [document.holder, document.readable ? t(`document.${document.kind}`) : t('reader.silent')];
  return (
    <Device
      device="document"
      drawing={<ReaderDrawing plugged={plugged.document} kind={document?.kind ?? null} />}
      state={state}
    >
      {document === null ? null : <Button icon={Undo2} label={t('reader.take')} onPress={() => layDocument(null)} />}
    </Device>
  );
}

function Sensor() {
  const { t } = useTranslation('playground');
  const { putFinger } = useVerbs();
  const { finger, plugged } = useWorld();
  const state =
    finger === null
      ? [t('sensor.empty')]
      : [t(`finger.${finger.finger}`), finger.holder, t(finger.captured ? 'sensor.read' : 'sensor.waiting')];
  return (
    <Device
      device="fingerprint"
      drawing={<SensorDrawing plugged={plugged.fingerprint} finger={finger !== null} />}
      state={state}
    >
      {finger === null ? null : <Button icon={Hand} label={t('sensor.lift')} onPress={() => putFinger(null)} />}
    </Device>
  );
}

function Printer() {
  const { t } = useTranslation('playground');
  const { breakPrinter, tearOff } = useVerbs();
  const { printerFault, plugged } = useWorld();
  return (
    <Device
      device="printer"
      drawing={<PrinterDrawing plugged={plugged.printer} fault={printerFault} />}
      state={[t(`fault.${printerFault}`)]}
    >
      <Button icon={Scissors} label={t('printer.tear')} onPress={tearOff} />
      <Choice
        label={t('printer.state')}
        of={printerFaults}
        chosen={printerFault}
        words={(one) => t(`fault.${one}`)}
        onChoose={(fault) => breakPrinter({ fault })}
      />
    </Device>
  );
}
