import { ArrowLeft, FileDown, FileText, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KitMapDeviceView } from '../../main/api/kit-map-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { deviceIcons } from '../parts/devices.tsx';
import { Frame } from '../parts/frame.tsx';
import { PageSheet, pagePrinterOf } from '../parts/page-sheet.tsx';
import { Paged } from '../parts/paged.tsx';
import { useAnswerOnce } from '../parts/use-answer.ts';
import { inLanguage } from '../parts/words.ts';
import { WriteSheet } from '../parts/write-sheet.tsx';
import { type LookingClient, useDesk } from '../parts/zone.ts';
import { useKindName } from './device-name.ts';
import { printerIsFree } from './trying.ts';

const askMap = (client: LookingClient) => client.kitMap.look({});
/** Devices that fit on a page. */
const SHOWN = 4;

/** What stands where, which cable goes where, and every serial number: to be printed for the lid of the case. */
export function KitMapPage({ onBack }: { readonly onBack: () => void }) {
  const { t, i18n } = useTranslation('kit');
  const { station } = useDesk();
  const { act, busy } = useAct();
  const { answer: told } = useAnswerOnce(askMap);
  const [sheet, setSheet] = useState<'save' | 'page' | null>(null);
  const close = () => setSheet(null);
  const mayPrint = printerIsFree(station.stage);
  return (
    <Frame
      layout="kit-map"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('registration.back')} onPress={onBack} />}
      other={
        <>
          <Button icon={FileDown} label={t('map.save')} onPress={() => setSheet('save')} />
          {pagePrinterOf(station) === undefined ? null : (
            <Button icon={FileText} label={t('map.page')} isDisabled={busy} onPress={() => setSheet('page')} />
          )}
        </>
      }
      main={
        <Button
          kind="main"
          icon={Printer}
          label={t('passport.print')}
          isDisabled={busy || !mayPrint}
          onPress={() => void act((client) => client.kitMap.printSlip({}), t('parts:printed'))}
        />
      }
    >
      <h1>{t('kiosk.map')}</h1>
      {told === null ? null : (
        <>
          <p className="lead">{t('map.kit', { kit: inLanguage(told.kit, i18n), serial: station.device.serial })}</p>
          <Paged items={told.devices} size={SHOWN} className="kit-map-devices">
            {(device) => <Device key={`${device.id} ${device.at}`} device={device} />}
          </Paged>
        </>
      )}
      {sheet === 'save' ? (
        <WriteSheet
          title={t('map.save')}
          what={t('map.save.what')}
          save={(client, target) => client.kitMap.save({ target })}
          onClose={close}
        />
      ) : null}
      {sheet === 'page' ? (
        <PageSheet
          title={t('map.page')}
          what={t('map.save.what')}
          print={(client) => client.kitMap.printPage({})}
          onClose={close}
        />
      ) : null}
    </Frame>
  );
}

function Device({ device: { id, kind, at, serial, cable } }: { readonly device: KitMapDeviceView }) {
  const { t } = useTranslation('kit');
  const name = useKindName();
  const Icon = deviceIcons[kind];
  return (
    <li>
      <Icon className="icon" aria-hidden="true" />
      <span>
        <strong>{name(kind, id)}</strong>
        <span className="small">{t(`map.stands.${kind}`)}</span>
      </span>
      <span className="number">{serial === null ? t('passport.serial.none') : `№ ${serial}`}</span>
      <span className="number">{at === null ? t('map.missing') : `${t(`map.cable.${cable}`)}: ${at}`}</span>
    </li>
  );
}
