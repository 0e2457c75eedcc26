import { ArrowLeft, FileDown, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProvisioningView } from '../../main/api/provisioning-views.ts';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Code } from '../parts/device-code.tsx';
import { Frame } from '../parts/frame.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { inLanguage } from '../parts/words.ts';
import { WriteSheet } from '../parts/write-sheet.tsx';
import { type LookingClient, useDesk } from '../parts/zone.ts';
import { CertificateSheet } from './certificate-sheet.tsx';

const askProvisioning = (client: LookingClient) => client.provisioning.look({});

/**
 * How a kiosk comes to its commission and its station, in the order in which it happens: the request goes out, the
 * commission's key comes in, and the package says which station.
 */
export function Registration({ onBack }: { readonly onBack?: () => void }) {
  const { t } = useTranslation('kit');
  const { station } = useDesk();
  const told = useAnswer(askProvisioning);
  const [sheet, setSheet] = useState<'save' | 'certificate' | null>(null);
  const close = () => setSheet(null);
  return (
    <Frame
      layout="registration"
      back={
        onBack === undefined ? null : (
          <Button kind="quiet" icon={ArrowLeft} label={t('registration.back')} onPress={onBack} />
        )
      }
      other={<Button icon={FileDown} label={t('registration.save')} onPress={() => setSheet('save')} />}
      main={
        told === null || told.root !== null ? null : (
          <Button kind="main" icon={KeyRound} label={t('certificate.title')} onPress={() => setSheet('certificate')} />
        )
      }
    >
      <h1>{t('registration.title')}</h1>
      <section>
        <h2>{t('registration.request')}</h2>
        {told === null || told.root !== null ? null : <p>{t('registration.request.what')}</p>}
        <p className="registration-words copyable">{station.device.words.join(' · ')}</p>
        <p className="number copyable registration-id">
          {t('registration.id', { id: station.device.id, serial: station.device.serial })}
        </p>
      </section>
      {told === null ? null : <Code content={told.request} label={t('registration.code')} />}
      {told === null ? null : <Root root={told.root} />}
      {told === null ? null : <Assigned told={told} />}
      {sheet === 'save' ? (
        <WriteSheet
          title={t('registration.save')}
          what={t('registration.save.what')}
          save={(client, target) => client.provisioning.save({ target })}
          onClose={close}
        />
      ) : null}
      {sheet === 'certificate' ? (
        <ActScope subject="certificate">
          <CertificateSheet files={told?.certificates ?? []} onClose={close} />
        </ActScope>
      ) : null}
    </Frame>
  );
}

function Root({ root }: Pick<ProvisioningView, 'root'>) {
  const { t } = useTranslation('kit');
  return (
    <section>
      <h2>{t('registration.root')}</h2>
      {root === null ? (
        <p>{t('registration.root.none')}</p>
      ) : (
        <>
          <p>{t('registration.root.taken', { name: root.name })}</p>
          <p className="registration-words copyable">{root.words.join(' · ')}</p>
          {root.demo ? <p className="soft small">{t('registration.root.demo')}</p> : null}
        </>
      )}
    </section>
  );
}

function Assigned({ told: { assigned, revoked } }: { readonly told: ProvisioningView }) {
  const { t, i18n } = useTranslation('kit');
  return (
    <section>
      <h2>{t('registration.station')}</h2>
      {assigned === null ? (
        <p>{t('registration.station.none')}</p>
      ) : (
        <>
          <p>{inLanguage(assigned.election, i18n)}</p>
          <p className="number">
            {t(assigned.spare && revoked === null ? 'registration.station.spare' : 'registration.station.own', {
              station: assigned.station,
              version: assigned.version,
            })}
          </p>
        </>
      )}
      {revoked === null ? null : (
        <p className="registration-revoked">{t('registration.revoked', { version: revoked })}</p>
      )}
    </section>
  );
}
