import { ArrowLeft, ChevronsRight, CircleHelp, FileCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDate, localTime, shortDate } from '../../core/person/dates.ts';
import type { ConfigurationPlanView, PlannedDeviceView } from '../../main/api/configuration-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { deviceIcons } from '../parts/devices.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useDesk } from '../parts/zone.ts';
import { ConfigurationPlace } from './configuration-place.tsx';
import { useKindName } from './device-name.ts';

/** A file that was looked at: where it lies, and what it would change. */
export interface Looked {
  readonly path: string;
  readonly plan: ConfigurationPlanView;
}

/** Places that the technician has said; null: the device is left out. */
type Places = Readonly<Record<string, string | null>>;
/** Changes that fit on a screen. */
const SHOWN = 6;

const placeOf = ({ id, at }: PlannedDeviceView, places: Places): string | null | undefined => {
  const chosen = places[id];
  return chosen === undefined ? (at ?? undefined) : chosen;
};

/** Whose configuration it is, and what it would change here, device by device, before it is taken. */
export function ConfigurationPlan({
  path,
  plan,
  onBack,
  onTaken,
}: Looked & {
  readonly onBack: () => void;
  readonly onTaken: () => void;
}) {
  const { t } = useTranslation('configuration');
  const { act, busy } = useAct();
  const [places, setPlaces] = useState<Places>({});
  const [asking, setAsking] = useState<PlannedDeviceView | null>(null);
  const [from, setFrom] = useState(0);
  const changes = plan.devices.filter(({ change }) => change !== 'same');
  const isOpen = changes.some((one) => one.change !== 'removed' && placeOf(one, places) === undefined);
  const nothing = changes.length === 0 && plan.settings.length === 0;
  const take = (): void => {
    void act((client) => client.configuration.take({ path, sha256: plan.sha256, places })).then((taken) => {
      if (taken) onTaken();
    });
  };
  return (
    <Frame
      layout="configuration"
      waiting={t('working')}
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      other={
        changes.length > SHOWN ? (
          <Button
            icon={ChevronsRight}
            label={t('plan.more')}
            onPress={() => setFrom(from + SHOWN >= changes.length ? 0 : from + SHOWN)}
          />
        ) : undefined
      }
      main={
        <Button
          kind="main"
          icon={FileCheck}
          label={t('plan.take')}
          {...(isOpen ? { detail: t('plan.open') } : {})}
          isDisabled={busy || isOpen || nothing}
          onPress={take}
        />
      }
    >
      <Whose plan={plan} />
      <h2>
        {t('plan.changes')}{' '}
        <span className="soft small">{t('plan.same', { number: plan.devices.length - changes.length })}</span>
      </h2>
      {nothing ? <p className="lead">{t('plan.nothing')}</p> : null}
      <ul className="choices configuration-lines">
        {changes.slice(from, from + SHOWN).map((one) => (
          <li key={one.id}>
            <Change device={one} at={placeOf(one, places)} onPress={() => setAsking(one)} />
          </li>
        ))}
      </ul>
      <p className="configuration-setting">
        {plan.settings.map(({ setting, now, wanted }) => (
          <span key={setting}>
            <strong>{t(`setting.${setting}`)}</strong>{' '}
            <span className="number">{`${shortened(now)} → ${shortened(wanted)}`}</span>{' '}
          </span>
        ))}
      </p>
      {asking === null ? null : (
        <ConfigurationPlace
          device={asking}
          onChosen={(at) => {
            setPlaces({ ...places, [asking.id]: at });
            setAsking(null);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </Frame>
  );
}

/** A list of folders may be longer than a line; what matters is that it changes. */
const shortened = (text: string): string => (text === '' ? '—' : text.length > 60 ? `${text.slice(0, 59)}…` : text);

function Whose({ plan: { by, at, version, signer } }: { readonly plan: ConfigurationPlanView }) {
  const { t } = useTranslation('configuration');
  const { zone } = useDesk().station;
  const when = `${shortDate(localDate(at, zone))} ${localTime(at, zone)}`;
  return (
    <Notice tone={signer === 'stranger' ? 'warn' : 'plain'} title={t(`signer.${signer}`)}>
      <p className="number copyable">{t('plan.by', { serial: by.serial, when, version })}</p>
      <p>
        {t('plan.words')} <strong className="copyable">{by.words.join(' · ')}</strong>
      </p>
    </Notice>
  );
}

/** One device that would be another; where it would be is said, and a touch changes it. */
function Change({
  device,
  at,
  onPress,
}: {
  readonly device: PlannedDeviceView;
  /** Undefined: nobody has said yet. */
  readonly at: string | null | undefined;
  readonly onPress: () => void;
}) {
  const { t } = useTranslation(['configuration', 'technician']);
  const name = useKindName();
  const { id, kind, driver, change, differs, now } = device;
  const what = `${name(kind, id)}: ${t(`change.${change}`)}`;
  const Icon = at === undefined && change !== 'removed' ? CircleHelp : deviceIcons[kind];
  if (change === 'removed') {
    return (
      <p className="choice-fixed">
        <Icon className="icon" aria-hidden="true" />
        <span>
          {what} <span className="soft small number">{now?.at}</span>
        </span>
      </p>
    );
  }
  const how = differs.map((one) => t(`differs.${one}`)).join(', ');
  const where = at === undefined ? t('place.open') : at === null ? t('place.left') : at;
  const said = [t(`technician:driver.${driver}`), ...(how === '' ? [] : [how]), where].join(' · ');
  return <Button icon={Icon} label={what} detail={said} onPress={onPress} />;
}
