import { CircleCheck, CircleX, Fingerprint, Info, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenchComparisonView, BenchPrintView, FingerBenchView } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { hintKey } from '../parts/finger-hints.ts';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk, useZone } from '../parts/zone.ts';
import { MinutiaSign, PrintPair } from './print-pair.tsx';
import { mayTry } from './trying.ts';

const verdictIcons = { match: CircleCheck, 'no-match': CircleX, 'too-poor': TriangleAlert, 'no-rule': Info } as const;

/** Two touches of one finger: what the engine sees in them, and whether the policy would take them for one finger. */
export function FingerBench() {
  const { t, i18n } = useTranslation('technician');
  const { station, fingerBench } = useDesk();
  const { act } = useAct();
  const { client } = useZone();
  // Whoever leaves takes the touches along; a page that was loaded anew begins without those of before.
  useEffect(() => {
    const leave = (): void => void client.device.leaveTouches({}).catch(() => undefined);
    leave();
    return leave;
  }, [client]);
  const may = mayTry(station.stage);
  const prints = fingerBench?.prints ?? [];
  const waits = fingerBench !== null && fingerBench.state !== 'idle';
  return (
    <Frame
      layout="finger-bench"
      main={
        <Button
          kind="main"
          icon={Fingerprint}
          label={t(prints.length === 1 ? 'touch.second' : prints.length === 0 ? 'touch.first' : 'touch.anew')}
          {...(may ? {} : { detail: t('test-print.when') })}
          isDisabled={!may || waits}
          onPress={() => void act((asked) => asked.device.takeTouch({}))}
        />
      }
    >
      <section className="finger-bench-prints">
        <PrintPair prints={prints} pairs={fingerBench?.comparison?.pairs ?? []} />
        <div className="finger-bench-qualities" aria-live="polite">
          {prints.map((print, at) => (
            // First and second touch: their place is what they are.
            <Quality key={at} print={print} at={at} least={fingerBench?.rule?.minimumQuality ?? 0} />
          ))}
        </div>
      </section>
      <section className="finger-bench-side" aria-live="polite">
        {fingerBench === null ? null : <Told bench={fingerBench} />}
        {fingerBench?.problem ? (
          <Notice
            tone="bad"
            title={problemWords(fingerBench.problem, 'happened', i18n)}
            text={problemWords(fingerBench.problem, 'technician', i18n)}
            code={fingerBench.problem.code}
          />
        ) : null}
        {prints.length > 0 ? <Legend paired={fingerBench?.comparison != null} /> : null}
      </section>
    </Frame>
  );
}

/** What to do now, or what came of it. */
function Told({ bench }: { readonly bench: FingerBenchView }) {
  const { t } = useTranslation('technician');
  const { state, prints, comparison, rule } = bench;
  // A dirty glass shows here first.
  const { touches } = useDesk().counters;
  return (
    <>
      {state !== 'idle' ? (
        <p className="lead">{t(`touch.${state}`)}</p>
      ) : prints.length === 0 ? (
        <>
          <p className="lead">{t('touch.what')}</p>
          <p className="number">{t('touch.today', { all: touches.all, poor: touches.poor })}</p>
        </>
      ) : null}
      {comparison === null ? null : <Score comparison={comparison} rule={rule} />}
    </>
  );
}

function Quality({
  print: { quality, why, minutiae },
  at,
  least,
}: {
  readonly print: BenchPrintView;
  readonly at: number;
  readonly least: number;
}) {
  const { t } = useTranslation('technician');
  return (
    <div className="finger-bench-quality">
      <p>
        <strong className="number">{t('touch.quality', { touch: at + 1, quality })}</strong>
        <span className="soft number">{t('touch.minutiae', { number: minutiae.length })}</span>
      </p>
      <meter
        min={0}
        max={100}
        low={least}
        value={quality}
        aria-label={t('touch.quality', { touch: at + 1, quality })}
      />
      {quality < least ? <p>{t('touch.below', { least })}</p> : null}
      {why.map((reason) => (
        <p key={reason}>{t(`officer:${hintKey(reason)}`)}</p>
      ))}
    </div>
  );
}

function Score({
  comparison: { score, verdict, pairs },
  rule,
}: {
  readonly comparison: BenchComparisonView;
  readonly rule: FingerBenchView['rule'];
}) {
  const { t } = useTranslation('technician');
  const Icon = verdictIcons[verdict];
  return (
    <div className={`finger-bench-verdict verdict-${verdict}`}>
      <h2>
        <Icon className="icon" aria-hidden="true" />
        {t(`verdict.${verdict}`)}
      </h2>
      <p className="number">
        {rule === null
          ? t('touch.score-alone', { score: Math.round(score) })
          : t('touch.score', { score: Math.round(score), threshold: rule.threshold })}
      </p>
      <p className="number">{t('touch.pairs', { number: pairs.length })}</p>
    </div>
  );
}

function Legend({ paired }: { readonly paired: boolean }) {
  const { t } = useTranslation('technician');
  return (
    <ul className="finger-bench-legend small">
      {(['ending', 'bifurcation'] as const).map((type) => (
        <li key={type}>
          <svg viewBox="-26 -26 52 52" aria-hidden="true">
            <MinutiaSign minutia={{ x: 0, y: 0, angle: 0.5, type, quality: 0 }} paired={false} />
          </svg>
          {t(`minutia.${type}`)}
        </li>
      ))}
      {paired ? (
        <li>
          <svg viewBox="-26 -26 52 52" aria-hidden="true">
            <MinutiaSign minutia={{ x: 0, y: 0, angle: 0.5, type: 'ending', quality: 0 }} paired />
          </svg>
          {t('minutia.paired')}
        </li>
      ) : null}
    </ul>
  );
}
