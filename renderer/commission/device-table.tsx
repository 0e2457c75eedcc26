import { BatteryCharging, BatteryMedium, CircleCheck, CircleX, Plug, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceRow } from '../../main/api/console-views.ts';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { lengthWords, peripheralWord } from './alarm-words.ts';
import { minutesBetween, useTimes } from './times.ts';
import { useConsole } from './zone.ts';

/** A clock that is further off than this is said, milliseconds: as far as a person would not see it on a wall. */
const CLOCK_MS = 60_000;
const MB_IN_GB = 1_000;

/** The devices of a station, a row for each: what each says of itself, and since when it says nothing. */
export function DeviceTable({ devices }: { readonly devices: readonly DeviceRow[] }) {
  const { t } = useTranslation('commission');
  return (
    <table className="device-table number">
      <caption className="unseen">{t('devices')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('device')}</th>
          <th scope="col">{t('column.stage')}</th>
          <th scope="col">{t('admitted')}</th>
          <th scope="col">{t('column.heard')}</th>
          <th scope="col">{t('column.backlog')}</th>
          <th scope="col">{t('column.clock')}</th>
          <th scope="col">{t('column.link')}</th>
          <th scope="col">{t('column.power')}</th>
          <th scope="col">{t('column.trouble')}</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device, at) => (
          <Device key={device.device} device={device} number={at + 1} />
        ))}
      </tbody>
    </table>
  );
}

function Device({ device, number }: { readonly device: DeviceRow; readonly number: number }) {
  const { t, i18n } = useTranslation(['commission', 'kiosks']);
  const { now } = useConsole();
  const { said } = useTimes();
  const language = languageOf(i18n);
  const shown = (value: number): string => shownNumber(value, language);
  const { heard, oldest, backlog, clockMs, link, problems, peripherals, deaths, overrides } = device;
  const silent = heard === null || device.stage === 'silent';
  const troubles = [
    ...Object.keys(peripherals).map((one) => peripheralWord(one, i18n)),
    ...(deaths > 0 ? [t('device.died', { times: shown(deaths) })] : []),
    ...(overrides > 0 ? [t('device.overrides', { count: shown(overrides) })] : []),
    ...(device.free !== null && device.free < MB_IN_GB ? [t('device.disk', { free: shown(device.free) })] : []),
    ...(problems.length > 0 && Object.keys(peripherals).length === 0
      ? [t('device.problems', { count: shown(problems.length) })]
      : []),
  ];
  const Icon = silent ? CircleX : troubles.length > 0 ? TriangleAlert : CircleCheck;
  return (
    <tr className={silent ? 'device-silent' : troubles.length > 0 ? 'device-trouble' : 'device-well'}>
      <th scope="row">
        <Icon className="icon" aria-hidden="true" /> {t('device.number', { number })}
        {device.version === null ? null : <small>{device.version}</small>}
      </th>
      <td>{t(`stage.${device.stage}`)}</td>
      <td>{shown(device.admitted)}</td>
      <td>{heard === null ? t('device.never') : said(heard)}</td>
      <td>
        {backlog === null ? '…' : shown(backlog)}
        {oldest === null ? null : <small>{lengthWords(minutesBetween(oldest, now), i18n)}</small>}
      </td>
      <td>{clockMs === null ? '…' : <ClockOff ms={clockMs} />}</td>
      <td>{link === null ? '…' : t(`kiosks:net.hub.over.${link}`)}</td>
      <td>
        <Power device={device} />
      </td>
      <td>{troubles.length === 0 ? t('device.well') : troubles.join(', ')}</td>
    </tr>
  );
}

function ClockOff({ ms }: { readonly ms: number }) {
  const { t, i18n } = useTranslation('commission');
  if (Math.abs(ms) < CLOCK_MS) return <>{t('clock.right')}</>;
  const time = lengthWords(Math.abs(ms) / 60_000, i18n);
  return <strong>{t(ms > 0 ? 'clock.ahead' : 'clock.behind', { time })}</strong>;
}

function Power({ device: { battery, onMains } }: { readonly device: DeviceRow }) {
  const { t, i18n } = useTranslation('commission');
  if (battery === null) return onMains ? <PowerMark icon={Plug} words={t('power.mains')} /> : <>…</>;
  const percent = `${shownNumber(battery, languageOf(i18n))} %`;
  return onMains === false ? (
    <PowerMark icon={BatteryMedium} words={t('power.battery', { percent })} />
  ) : (
    <PowerMark icon={BatteryCharging} words={percent} />
  );
}

function PowerMark({ icon: Icon, words }: { readonly icon: typeof Plug; readonly words: string }) {
  return (
    <span className="power-mark">
      <Icon className="icon" aria-hidden="true" />
      {words}
    </span>
  );
}
