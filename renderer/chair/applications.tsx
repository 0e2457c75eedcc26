import { FileInput } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../core/person/dates.ts';
import type { ApplicationsView, DecisionsTaken } from '../../main/api/application-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Targets, useTargets, useWriting } from '../parts/writing.tsx';
import type { LookingClient } from '../parts/zone.ts';

const askFiles = (client: LookingClient) => client.application.files({});

/** Applications before the day: how many wait, out to the system administrator on a stick, decisions in from one. */
export function Applications({ applications }: { readonly applications: ApplicationsView }) {
  const { t } = useTranslation('application');
  const { act, busy } = useAct();
  const [done, setDone] = useState<string | null>(null);
  const { write, times } = useWriting(async (client, target) => {
    const written = await client.application.export({ target });
    setDone(written.ok ? t('exported', { file: written.value.file, n: written.value.count }) : null);
    return written;
  });
  const targets = useTargets(times);
  const files = useAnswer(askFiles);
  const { waiting, granted, refused, overdue, next } = applications;
  const told = ({ older, ...of }: DecisionsTaken): string =>
    older === 0 ? t('taken', of) : `${t('taken', of)} ${t('older', { n: older })}`;
  return (
    <Frame layout="applications">
      <h1>{t('page')}</h1>
      <dl className="list-changes">
        <dt>{t('count.waiting')}</dt>
        <dd className="number">{waiting}</dd>
        <dd>{next === null ? '' : t('next-answer', { date: shortDate(next) })}</dd>
        <dt>{t('count.granted')}</dt>
        <dd className="number">{granted}</dd>
        <dd />
        <dt>{t('count.refused')}</dt>
        <dd className="number">{refused}</dd>
        <dd />
      </dl>
      {overdue > 0 ? <Notice tone="warn" title={t('overdue', { n: overdue })} /> : null}
      {done === null ? null : <Notice tone="plain" title={done} />}
      <section className="ask-detail">
        <p className="lead">{t('export.what')}</p>
        <Targets targets={targets} isDisabled={busy || waiting === 0} onWrite={write} />
      </section>
      <section className="ask-detail">
        <p className="lead">{t('take.what')}</p>
        {files !== null && files.length === 0 ? <p className="soft">{t('take.none')}</p> : null}
        <ul className="choices">
          {files?.map(({ path, name }) => (
            <li key={path}>
              <Button
                icon={FileInput}
                label={name}
                isDisabled={busy}
                onPress={() =>
                  void act(async (client) => {
                    const taken = await client.application.take({ path });
                    setDone(taken.ok ? told(taken.value) : null);
                    return taken;
                  })
                }
              />
            </li>
          ))}
        </ul>
      </section>
    </Frame>
  );
}
