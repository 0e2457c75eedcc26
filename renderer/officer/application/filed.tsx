import { ArrowRight, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../../core/person/dates.ts';
import type { ApplicantView } from '../../../main/api/application-views.ts';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { Notice } from '../../parts/notice.tsx';

/** Filed: its number and the day of the answer, and whether the slip is out. */
export function Filed({ filed }: { readonly filed: Extract<ApplicantView, { at: 'filed' }> }) {
  const { t } = useTranslation('application');
  const { act, busy } = useAct();
  return (
    <Frame
      layout="where"
      other={
        <Button
          icon={Printer}
          label={t(filed.printed ? 'print-again' : 'print')}
          isDisabled={busy}
          onPress={() => void act((client) => client.application.print({}))}
        />
      }
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('next')}
          onPress={() => void act((client) => client.application.leave({}))}
        />
      }
    >
      <p className="lead">{t(`kind.${filed.asked.kind}`)}</p>
      <h1>{t('filed')}</h1>
      <section className="where-place">
        <p className="where-station number">{filed.application}</p>
        <p className="where-number">{t('answer-by', { date: shortDate(filed.answerBy) })}</p>
      </section>
      <Notice tone={filed.printed ? 'plain' : 'warn'} title={t(filed.printed ? 'printed' : 'not-printed')} />
    </Frame>
  );
}
