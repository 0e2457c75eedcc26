import { ArrowLeft, Play } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView, WireLineView } from '../../main/api/views.ts';
import { Button } from '../parts/button.tsx';
import { stateIcons } from '../parts/devices.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf, problemWords } from '../parts/words.ts';
import type { LookingClient } from '../parts/zone.ts';
import { useDeviceName } from './device-name.ts';
import { ReopenKey } from './reopen-key.tsx';
import { hasTry, TryPage } from './trial/try-page.tsx';
import { WireRecording } from './wire-recording.tsx';

/** Drivers of devices that hang on a wire of their own. */
const wired = new Set(['r30x', 'mrz-serial', 'hid-scanner', 'escpos']);

/** Lines of the wire that fit on a screen, and bytes and frames that fit on a line. */
const SHOWN = 5;
const BYTES = 20;
const FRAMES = 3;

/** One device by itself: how it is, what it counted, and what passes on its wire, the newest first. */
export function DevicePage({ device, onBack }: { readonly device: DeviceView; readonly onBack: () => void }) {
  const { t, i18n } = useTranslation(['technician', 'parts']);
  const name = useDeviceName();
  const ask = useCallback((client: LookingClient) => client.device.trace({ device: device.id }), [device.id]);
  const lines = useAnswer(ask);
  const [tries, setTries] = useState(false);
  const State = stateIcons[device.state];
  const facts = [
    ['driver', t(`driver.${device.driver}`)],
    ['name', device.name],
    ['path', device.path],
    ['bytes-in', shownNumber(device.bytesIn, languageOf(i18n))],
    ['bytes-out', shownNumber(device.bytesOut, languageOf(i18n))],
    ['skipped', shownNumber(device.skipped, languageOf(i18n))],
    ['retries', shownNumber(device.retries, languageOf(i18n))],
    ['recoveries', shownNumber(device.recoveries, languageOf(i18n))],
  ] as const;
  if (tries) return <TryPage device={device} onBack={() => setTries(false)} />;
  return (
    <Frame
      layout="device-page"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('device.back')} onPress={onBack} />}
      main={
        hasTry(device.kind) ? (
          <Button kind="main" icon={Play} label={t('device.try')} onPress={() => setTries(true)} />
        ) : undefined
      }
      other={<ReopenKey device={device} />}
    >
      <section>
        <h1>{name(device.id)}</h1>
        <p className="device-card-state">
          <State className="icon device-state" aria-hidden="true" />
          <strong>{t(`parts:state.${device.state}`)}</strong>
        </p>
        {device.problem === null ? null : (
          <p>
            {problemWords(device.problem, 'happened', i18n)} {problemWords(device.problem, 'technician', i18n)}
          </p>
        )}
        <dl className="number small device-card-facts">
          {facts.map(([fact, value]) => (
            <div key={fact}>
              <dt>{t(fact)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{t('wire.title')}</h2>
        <p className="soft small">{t('wire.what')}</p>
        {wired.has(device.driver) ? <WireRecording device={device.id} /> : null}
        {lines?.length === 0 ? <p className="soft">{t('wire.none')}</p> : null}
        <ol className="wire number small">
          {lines
            ?.slice(-SHOWN)
            .toReversed()
            .map((line) => (
              <WireLine key={line.number} line={line} />
            ))}
        </ol>
      </section>
    </Frame>
  );
}

const arrows = { in: '←', out: '→', link: '·' } as const;

function WireLine({ line: { t: at, way, text, bytes, frames } }: { readonly line: WireLineView }) {
  const { t } = useTranslation('technician');
  return (
    <li className={`wire-${way}`}>
      <span className="wire-time">{(at / 1000).toFixed(2)}</span>
      <span className="wire-way" title={t(`wire.${way}`)}>
        {arrows[way]}
      </span>
      <span>
        {frames.length === 0 ? null : (
          <strong>{[...frames.slice(0, FRAMES), ...(frames.length > FRAMES ? ['…'] : [])].join(', ')}</strong>
        )}
        <span className="wire-hex">
          {way === 'link' ? text : (text.slice(0, 2 * BYTES).match(/../g) ?? []).join(' ')}
          {way !== 'link' && bytes > BYTES ? ` … (${bytes})` : ''}
        </span>
      </span>
    </li>
  );
}
