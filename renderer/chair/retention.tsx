import { Archive, ArrowLeft, CircleCheck, CircleDashed, HandHelping } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RetentionCopyView, RetentionView } from '../../main/api/afterwards-views.ts';
import type { Stage } from '../../main/api/views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf } from '../parts/words.ts';
import { Targets, useMediumWords, useWriting, WrittenFile } from '../parts/writing.tsx';
import { type LookingClient, useDesk } from '../parts/zone.ts';

const askCopies = (client: LookingClient) => client.retention.copies({});
/** Copies that the screen holds; the journal has them all. */
const SHOWN = 4;

/**
 * The copies that are kept: which media hold everything, what is missing, and a button for each medium that is there.
 * @param forHanding whoever came from the handing over, which needs them, is led back there once they are enough
 */
export function Retention({
  onBack,
  forHanding = false,
}: {
  readonly onBack: () => void;
  readonly forHanding?: boolean;
}) {
  const { t } = useTranslation('afterwards');
  const { busy, write, written, times, forget } = useWriting((client, target) =>
    client.retention.writeCopy({ target }),
  );
  const kept = useAnswer(askCopies, times);
  return (
    <Frame
      layout="log"
      waiting={t('retention.working')}
      back={<Button icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      other={written === null ? null : <Button icon={Archive} label={t('retention.another')} onPress={forget} />}
      main={
        forHanding && kept !== null && kept.have >= kept.wanted ? (
          <Button kind="main" icon={HandHelping} label={t('retention.to-handing')} onPress={onBack} />
        ) : null
      }
    >
      <h1>{t('retention.title')}</h1>
      {kept === null ? null : (
        <>
          <Enough kept={kept} forHanding={forHanding} />
          {written === null ? (
            <>
              <p>
                {t('retention.what')} <Keep keep={kept.keep} />
              </p>
              <Targets
                targets={kept.media}
                isDisabled={busy}
                onWrite={write}
                refusedFor={({ medium }) => (medium === null ? t('retention.counts-not') : null)}
              />
            </>
          ) : (
            <WrittenFile
              heading="h2"
              title={t('retention.done')}
              file={written.value.folder}
              to={written.to}
              sha256={written.value.sha256}
            />
          )}
          {kept.copies.length === 0 ? null : (
            <ul className="checklist">
              {kept.copies.slice(0, SHOWN).map((copy) => (
                <Copy key={copy.medium} copy={copy} />
              ))}
            </ul>
          )}
        </>
      )}
    </Frame>
  );
}

/** How many there are, and what that allows; or what is still to be done for it. */
function Enough({
  kept: { have, wanted, media },
  forHanding,
}: {
  readonly kept: RetentionView;
  readonly forHanding: boolean;
}) {
  const { t } = useTranslation('afterwards');
  const { station } = useDesk();
  if (have < wanted) {
    const first = have === 0;
    // Where none can be chosen, what is to be done stands in the place of the keys.
    const some = media.some(({ medium }) => medium !== null);
    return (
      <Notice
        tone="warn"
        title={t('retention.missing', { have, wanted })}
        {...(first && !some ? {} : { text: t(first ? 'retention.missing.do' : 'retention.missing.other') })}
      />
    );
  }
  // Whoever came from the handing over has the key back to it below.
  const allowed = forHanding ? undefined : allows[station.stage];
  return (
    <Notice
      tone="plain"
      title={t('retention.enough', { have, wanted })}
      {...(allowed === undefined ? {} : { text: t(allowed) })}
    />
  );
}

/** What may be done with enough of them. */
const allows: Partial<Record<Stage, 'retention.enough.hand' | 'retention.enough.wipe'>> = {
  closed: 'retention.enough.hand',
  'handed-over': 'retention.enough.wipe',
};

/** A day that is past is no promise: it is said that the time is over. */
function Keep({ keep }: Pick<RetentionView, 'keep'>) {
  const { t } = useTranslation('afterwards');
  if (keep === null) return null;
  const { until, over, months } = keep;
  return t(over ? 'retention.keep-over' : 'retention.keep', { date: until, months });
}

function Copy({ copy }: { readonly copy: RetentionCopyView }) {
  const { t, i18n } = useTranslation('afterwards');
  const words = useMediumWords();
  const { kind, name, here, events, at, missing } = copy;
  const whole = missing === 0;
  const Icon = whole ? CircleCheck : CircleDashed;
  const [year, month, day] = at.slice(0, 10).split('-');
  const medium = words({ removable: kind === 'stick', ...(copy.bytes === undefined ? {} : { bytes: copy.bytes }) });
  const facts = [
    ...(name === null ? [] : [medium]),
    t(here ? 'retention.here' : 'retention.away'),
    `${day}.${month}.${year} ${at.slice(11, 16)}`,
  ];
  return (
    <li className={`check check-${whole ? 'done' : 'to-do'}`}>
      <Icon className="icon" aria-hidden="true" />
      <span className="check-item">
        {name ?? medium}
        <span className="check-problem number">{facts.join(' · ')}</span>
      </span>
      <span className="check-detail number">
        {t('retention.up-to', { events: shownNumber(events, languageOf(i18n)) })}
      </span>
      <span className="check-state">{whole ? t('retention.whole') : t('retention.behind', { missing })}</span>
    </li>
  );
}
