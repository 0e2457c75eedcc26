import { ArrowRight, FilePen, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../../core/person/dates.ts';
import type { WhereView } from '../../../main/api/reception-views.ts';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { Notice } from '../../parts/notice.tsx';
import { inLanguage } from '../../parts/words.ts';

/** Applications that a screen has room for; a slip of each is in her hand. */
const SHOWN = 3;

/** Where the person votes: station, address, number in the list; nobody's name. */
export function Answer({ where }: { readonly where: WhereView }) {
  const { t, i18n } = useTranslation('reception');
  const { act, busy } = useAct();
  const { answer, to } = where;
  return (
    <Frame
      layout="where"
      other={
        <>
          {where.mayApply ? (
            <Button
              icon={FilePen}
              label={t('application:begin')}
              isDisabled={busy}
              onPress={() => void act((client) => client.application.begin({}))}
            />
          ) : null}
          <Button
            icon={Printer}
            label={t('answer.print')}
            isDisabled={busy}
            onPress={() => void act((client) => client.lookup.print({}))}
          />
        </>
      }
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('answer.next')}
          onPress={() => void act((client) => client.lookup.next({}))}
        />
      }
    >
      <p className="lead number soft">{t('answer.pin', { pin: where.maskedPin })}</p>
      <h1>{t(`answer.${answer.at}`)}</h1>
      {to === null ? null : (
        <section className="where-place">
          <p className="where-station">{t('answer.station', { number: to.number })}</p>
          <p className="lead">{inLanguage(to.names, i18n)}</p>
          <p className="lead">{inLanguage(to.address, i18n)}</p>
          {answer.at === 'here' || answer.at === 'remote' ? (
            <p className="where-number">{t('answer.number', { number: answer.number })}</p>
          ) : null}
        </section>
      )}
      {answer.at === 'nowhere' ? <p className="lead">{t('answer.nowhere.what')}</p> : null}
      {answer.at === 'remote' && answer.station === null ? <p className="lead">{t('answer.remote.what')}</p> : null}
      <Applications applications={where.applications} />
      {where.printed ? <Notice tone="plain" title={t('answer.printed')} /> : null}
    </Frame>
  );
}

/** Her applications, newest last, and where each stands. */
function Applications({ applications }: Pick<WhereView, 'applications'>) {
  const { t } = useTranslation('reception');
  if (applications.length === 0) return null;
  return (
    <section>
      <h2>{t('application:mine')}</h2>
      <ul className="where-applications">
        {applications.slice(-SHOWN).map(({ application, kind, answerBy, state }) => (
          <li key={application}>
            <strong>{t(`application:kind.${kind}`)}</strong> <span className="number soft">{application}</span>{' '}
            {t(`application:state.${state.at}`, {
              date: shortDate(state.at === 'waiting' ? answerBy : state.on),
              why: state.at === 'refused' ? t(`application:why.${state.why}`) : '',
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
