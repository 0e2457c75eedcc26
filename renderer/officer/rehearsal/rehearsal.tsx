import { ArrowLeft, ArrowRight, Circle, CircleCheck, Printer, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OperatorRehearsalView, RehearsalView } from '../../../main/api/rehearsal-views.ts';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useDesk } from '../../parts/zone.ts';
import { CaseNow } from './case-now.tsx';

interface Shown {
  readonly rehearsal: RehearsalView;
  readonly onBack: () => void;
}

/** The guided cases of a training: which are passed, and the one to rehearse now. The journal marks them, nobody else. */
export function Rehearsal({ rehearsal, onBack }: Shown) {
  const { person } = useDesk();
  const last = rehearsal.operators.findLast((one) => one.person === person?.id) ?? null;
  return rehearsal.own === null || last === null ? (
    <Before rehearsal={rehearsal} onBack={onBack} last={last} />
  ) : (
    <UnderWay rehearsal={rehearsal} onBack={onBack} last={last} />
  );
}

/** Before her first one, or after one that is over: what is coming, and her slip. */
function Before({ rehearsal, onBack, last }: Shown & { readonly last: OperatorRehearsalView | null }) {
  const { t } = useTranslation(['rehearsal', 'people']);
  const { act, busy } = useAct();
  const passed = last?.passed ?? [];
  // A slip that is not out comes before anything else.
  const owed = last !== null && last.slip !== 'yes';
  const begin = (
    <Button
      kind={owed ? 'plain' : 'main'}
      icon={last === null ? ArrowRight : RotateCcw}
      label={t(last === null ? 'begin' : 'again')}
      isDisabled={busy}
      onPress={() => void act((client) => client.rehearsal.begin({}))}
    />
  );
  const print =
    last === null ? null : (
      <Button
        kind={owed ? 'main' : 'plain'}
        icon={Printer}
        label={t('print')}
        isDisabled={busy}
        onPress={() => void act((client) => client.rehearsal.print({ number: last.number }))}
      />
    );
  return (
    <Frame
      layout="rehearsal"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      other={owed ? begin : print}
      main={owed ? print : begin}
    >
      <Heading rehearsal={rehearsal} passed={passed.length} />
      {last === null ? null : (
        <Notice
          tone={last.slip === 'yes' ? 'plain' : 'warn'}
          title={t('ended')}
          text={t(`people:shift.slip.${last.slip ?? 'none'}`)}
        />
      )}
      <ol className="cases">
        {rehearsal.cases.map((one, place) => (
          <li key={one} className="case-line">
            <Mark passed={passed.includes(one)} />
            <span>
              {place + 1}. {t(`case.${one}`)}
            </span>
          </li>
        ))}
      </ol>
    </Frame>
  );
}

function UnderWay({ rehearsal, onBack, last }: Shown & { readonly last: OperatorRehearsalView }) {
  const { t } = useTranslation('rehearsal');
  const { act, busy } = useAct();
  const { cases, own } = rehearsal;
  const all = own?.now === null;
  const end = (
    <Button
      kind={all ? 'main' : 'plain'}
      icon={Printer}
      label={t('end')}
      isDisabled={busy}
      onPress={() => void act((client) => client.rehearsal.end({ number: last.number }))}
    />
  );
  const go = <Button kind={all ? 'plain' : 'main'} icon={ArrowRight} label={t('go')} onPress={onBack} />;
  return (
    <Frame layout="rehearsal" back={all ? go : end} main={all ? end : go}>
      <div className="case-columns">
        <ol className="cases">
          {cases.map((one, place) => {
            const passed = last.passed.includes(one);
            return (
              <li key={one}>
                <Button
                  icon={passed ? CircleCheck : Circle}
                  label={`${place + 1}. ${t(`case.${one}`)}`}
                  chosen={one === own?.now}
                  isDisabled={passed}
                  onPress={() => void act((client) => client.rehearsal.turnTo({ case: one }))}
                />
              </li>
            );
          })}
        </ol>
        <div className="case-side">
          <h1>{t('page')}</h1>
          <strong className="number">{t('count', { passed: last.passed.length, of: cases.length })}</strong>
          <CaseNow rehearsal={rehearsal} />
        </div>
      </div>
    </Frame>
  );
}

function Heading({ rehearsal, passed }: { readonly rehearsal: RehearsalView; readonly passed: number }) {
  const { t } = useTranslation('rehearsal');
  return (
    <header className="case-heading">
      <h1>{t('page')}</h1>
      <p className="lead">{t('what')}</p>
      <strong className="number">{t('count', { passed, of: rehearsal.cases.length })}</strong>
    </header>
  );
}

function Mark({ passed }: { readonly passed: boolean }) {
  const Icon = passed ? CircleCheck : Circle;
  return <Icon className="icon" aria-hidden="true" />;
}
