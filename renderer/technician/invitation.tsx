import { Camera, Check, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvitationView, JoinView } from '../../main/api/network-views.ts';
import type { Stage } from '../../main/api/views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { AddressKeys } from '../parts/address-keys.tsx';
import { Button } from '../parts/button.tsx';
import { Code } from '../parts/device-code.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { inLanguage } from '../parts/words.ts';
import { useDesk, useZone } from '../parts/zone.ts';
import { TryPicture, TryProblem, useTrial } from './trial/trial.tsx';

/** Six digits as people compare them. */
const inThrees = (digits: string): string => `${digits.slice(0, 3)} ${digits.slice(3)}`;

/** The way to this kiosk, for another one: a code to scan, or an address and digits to type. */
export function InviteSheet({
  invitation,
  onClose,
}: {
  readonly invitation: InvitationView;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('kiosks');
  return (
    <ActScope subject="invite">
      <Sheet title={t('invite.title')} onClose={onClose}>
        <div className="invitation">
          <p className="lead">{t('invite.what')}</p>
          <Code content={invitation.text} label={t('invite.code')} />
          <dl className="network-facts">
            <div>
              <dt>{t('invite.at')}</dt>
              <dd className="number copyable">{invitation.at.join(', ')}</dd>
            </div>
            <div>
              <dt>{t('invite.digits')}</dt>
              <dd className="number invitation-digits">{inThrees(invitation.digits)}</dd>
            </div>
          </dl>
        </div>
      </Sheet>
    </ActScope>
  );
}

/** Joins the kiosk that invites. */
export function JoinSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="join">
      <Join onClose={onClose} />
    </ActScope>
  );
}

/** Stages in which the camera may look: as with every try, and on a blank kiosk. */
const cameraStages: readonly Stage[] = ['unprovisioned', 'ready', 'suspended'];

/** What the camera sees, until the code of the other kiosk is on a picture. */
function CameraLook({ camera, onCode }: { readonly camera: string; readonly onCode: (code: string) => void }) {
  const { t } = useTranslation('kiosks');
  const { client } = useZone();
  const trial = useTrial(camera, 'invitation');
  const code = trial?.seen.code ?? null;
  // Whatever was seen is overwritten when nobody looks any more.
  useEffect(() => () => void client.trial.leave({}).catch(() => undefined), [client]);
  useEffect(() => {
    if (code !== null) onCode(code);
  }, [code, onCode]);
  return (
    <div className="join-camera">
      <TryPicture trial={trial} icon={Camera} label={t('join.camera.picture')} />
      <div>
        <p className="lead" role="status">
          {t('join.camera.what')}
        </p>
        <TryProblem trial={trial} />
      </div>
    </div>
  );
}

function Join({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('kiosks');
  const { act, busy } = useAct();
  const [code, setCode] = useState('');
  const [found, setFound] = useState<JoinView | null>(null);
  const [joined, setJoined] = useState(false);
  const [looking, setLooking] = useState(false);
  const { station } = useDesk();
  const camera = station.devices.find(({ kind }) => kind === 'camera')?.id ?? null;
  const mayLook = camera !== null && cameraStages.includes(station.stage);
  const byCamera = async (): Promise<void> => {
    if (
      camera !== null &&
      (await act((client) => client.trial.begin({ device: camera, wish: { kind: 'invitation' } })))
    )
      setLooking(true);
  };
  const look = (): void =>
    void act(async (client) => {
      const answer = await client.kiosks.ask({ code });
      if (answer.ok) setFound(answer.value);
      return answer;
    });
  const join = (): void =>
    void act(async (client) => {
      const answer = await client.kiosks.join({});
      if (answer.ok && answer.value.configuration) setJoined(true);
      else if (answer.ok) onClose();
      return answer;
    });
  if (joined) {
    return (
      <Sheet title={t('join')} onClose={onClose}>
        <p className="lead" role="status">
          {t('join.done')}
        </p>
        <p>{t('join.configuration')}</p>
      </Sheet>
    );
  }
  return (
    <Sheet
      title={t('join')}
      onClose={onClose}
      backFirst={found !== null}
      main={
        found === null ? (
          <>
            {mayLook && !looking ? (
              <Button icon={Camera} label={t('join.camera')} isDisabled={busy} onPress={() => void byCamera()} />
            ) : null}
            <Button kind="main" icon={Search} label={t('join.look')} isDisabled={busy || code === ''} onPress={look} />
          </>
        ) : (
          <Button kind="main" icon={Check} label={t('join.yes')} isDisabled={busy} onPress={join} />
        )
      }
    >
      {looking && camera !== null && found === null ? (
        <CameraLook
          camera={camera}
          onCode={(seen) => {
            setCode(seen);
            setLooking(false);
          }}
        />
      ) : found === null ? (
        <div className="address">
          <Field label={t('join.what')} value={code} onValue={setCode} onEnter={look} focus />
          <AddressKeys text={code} onText={setCode} />
        </div>
      ) : (
        <div className="invitation">
          <p className="lead">{t('join.found', { station: found.station, version: found.version })}</p>
          <p>{inLanguage(found.names, i18n)}</p>
          <p className="lead">{t('join.compare')}</p>
          <p className="number invitation-digits">{inThrees(found.digits)}</p>
        </div>
      )}
    </Sheet>
  );
}
