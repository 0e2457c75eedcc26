import { Check, Home, ListChecks, MapPin } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Asked, correctable } from '../../../core/application/application.ts';
import { type ApplicationKind, outsideReasons } from '../../../core/election/policy-applications.ts';
import { shortDate } from '../../../core/person/dates.ts';
import type { ApplicantView } from '../../../main/api/application-views.ts';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { inLanguage, problemWords } from '../../parts/words.ts';
import { LeaveApplication } from './leave.tsx';

type Asking = Extract<ApplicantView, { at: 'asking' }>;
type Field = (typeof correctable)[number];

const icons = { correction: ListChecks, outside: Home, remote: MapPin } as const;

/** What does she ask for? First the kind, then what is wrong, why, or where. */
export function AskFor({ kinds, stations }: Pick<Asking, 'kinds' | 'stations'>) {
  const { t, i18n } = useTranslation('application');
  const { act, busy } = useAct();
  const [kind, setKind] = useState<ApplicationKind | null>(null);
  const [fields, setFields] = useState<readonly Field[]>([]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const choose = (next: ApplicationKind): void => {
    setKind(next);
    setFields([]);
    setAsked(null);
  };
  const toggle = (field: Field): void => {
    const next = fields.includes(field) ? fields.filter((one) => one !== field) : [...fields, field];
    setFields(next);
    setAsked(next.length === 0 ? null : { kind: 'correction', fields: [...next] });
  };
  return (
    <Frame
      layout="ask-for"
      back={<LeaveApplication />}
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('file')}
          isDisabled={busy || asked === null}
          onPress={() => asked && void act((client) => client.application.file({ asked }))}
        />
      }
    >
      <h1>{t('what')}</h1>
      <ul className="choices ask-kinds">
        {kinds.map(({ kind: one, last, problem }) => (
          <li key={one}>
            <Button
              icon={icons[one]}
              label={t(`kind.${one}`)}
              detail={
                problem === null ? t('until', { date: shortDate(last) }) : problemWords(problem, 'happened', i18n)
              }
              chosen={one === kind}
              isDisabled={problem !== null}
              onPress={() => choose(one)}
            />
          </li>
        ))}
      </ul>
      {kind === 'correction' ? (
        <Detail title={t('correction.what')}>
          {correctable.map((field) => (
            <Button
              key={field}
              label={t(`field.${field}`)}
              chosen={fields.includes(field)}
              onPress={() => toggle(field)}
            />
          ))}
        </Detail>
      ) : null}
      {kind === 'outside' ? (
        <Detail title={t('outside.why')}>
          {outsideReasons.map((reason) => (
            <Button
              key={reason}
              label={t(`reason.${reason}`)}
              chosen={asked?.kind === 'outside' && asked.reason === reason}
              onPress={() => setAsked({ kind: 'outside', reason })}
            />
          ))}
        </Detail>
      ) : null}
      {kind === 'remote' ? (
        <Detail title={t(stations.length === 0 ? 'remote.none' : 'remote.where')}>
          {stations.map(({ number, address }) => (
            <Button
              key={number}
              label={`№ ${number}`}
              detail={inLanguage(address, i18n)}
              chosen={asked?.kind === 'remote' && asked.station === number}
              onPress={() => setAsked({ kind: 'remote', station: number })}
            />
          ))}
        </Detail>
      ) : null}
    </Frame>
  );
}

function Detail({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="ask-detail">
      <p className="lead">{title}</p>
      <div className="ask-choices">{children}</div>
    </section>
  );
}
