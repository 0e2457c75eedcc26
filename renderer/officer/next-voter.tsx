import { ArrowRight, ScanText, UserRoundPlus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../core/admission/step.ts';
import type { DocumentReadingView, NextVoterView } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { languageOf, problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { PrinterSoon } from './printer-state.tsx';
import { ScanPage } from './scan-page.tsx';

/** Steps at which a document that is read is for the screen itself. */
const takesDocument: ReadonlySet<Step['at']> = new Set([
  ...(['idle', 'enter-pin', 'choose', 'finger-search', 'finger-candidates', 'refused'] as const),
]);

/** Whether a document that is read at this step is another voter's than the one who is being served. */
export const isBeside = ({ at }: Step): boolean => !takesDocument.has(at);

/** Beside a voter who is being served: what the printer lacks, and whose document lies apart. */
export function Beside() {
  return (
    <>
      <PrinterSoon />
      <NextVoter />
    </>
  );
}

/** The next voter's document, in a strip of its own: it is not about the person on the screen. */
export function NextVoter() {
  const { reading, next } = useDesk();
  if (reading !== null) return <BeingRead reading={reading} />;
  switch (next?.at) {
    case undefined:
      return null;
    case 'free':
      return <Free />;
    case 'waiting':
    case 'aside':
      return <Lying next={next} />;
    case 'gone':
      return <Gone why={next.why} />;
  }
}

function Strip({
  kind,
  title,
  text,
  children,
}: {
  readonly kind: 'quiet' | 'waits' | 'gone';
  readonly title: ReactNode;
  readonly text?: string;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('next');
  return (
    <section className={`next-voter next-voter-${kind}`} aria-label={t('title')}>
      <UserRoundPlus className="icon" aria-hidden="true" />
      <div className="next-voter-words" role="status">
        <strong>{title}</strong>
        {text === undefined ? null : <p>{text}</p>}
      </div>
      {children}
    </section>
  );
}

/** It may be laid down: told once, small, for whoever does not know it. */
function Free() {
  const { t } = useTranslation('next');
  return (
    <Strip kind="quiet" title={t('free')}>
      <ScanPage label={t('scan')} />
    </Strip>
  );
}

/** A document lies apart: it begins by itself, or, between voters, by the officer's hand. */
function Lying({
  next: { at, kind, series, end },
}: {
  readonly next: Extract<NextVoterView, { at: 'waiting' | 'aside' }>;
}) {
  const { t, i18n } = useTranslation('next');
  const { act, busy } = useAct();
  const { step } = useDesk();
  const isItsTurn = at === 'aside' && step.at === 'idle';
  const name = kind?.[languageOf(i18n)] ?? series;
  return (
    <Strip
      kind="waits"
      title={
        <>
          {t(at === 'aside' ? 'aside' : 'waits')}{' '}
          <span className="next-voter-document">{end === '' ? name : `${name}, …${end}`}</span>
        </>
      }
      {...(isItsTurn ? {} : { text: t(at === 'aside' ? 'aside.until' : 'waits.until') })}
    >
      {isItsTurn ? (
        <Button
          icon={ArrowRight}
          label={t('aside.begin')}
          isDisabled={busy}
          onPress={() => void act((client) => client.voter.beginNext({}))}
        />
      ) : null}
      <Button
        kind="quiet"
        icon={X}
        label={t('remove')}
        isDisabled={busy}
        onPress={() => void act((client) => client.voter.removeNext({}))}
      />
    </Strip>
  );
}

function Gone({ why }: { readonly why: Extract<NextVoterView, { at: 'gone' }>['why'] }) {
  const { t, i18n } = useTranslation('next');
  const { act, busy } = useAct();
  const title = t(why === 'unreadable' ? 'gone.unreadable' : 'gone');
  const { step } = useDesk();
  // Whoever it had to wait for has gone by now.
  const said = step.at === 'idle' ? t('gone.now') : null;
  const text = typeof why === 'string' ? (said ?? t(`gone.why.${why}`)) : problemWords(why, 'happened', i18n);
  return (
    <Strip kind="gone" title={title} text={text}>
      <Button
        kind="quiet"
        icon={X}
        label={t('seen')}
        isDisabled={busy}
        onPress={() => void act((client) => client.voter.removeNext({}))}
      />
    </Strip>
  );
}

/** A page or a chip takes a while; the voter on the screen is not covered by it. */
function BeingRead({ reading }: { readonly reading: DocumentReadingView }) {
  const { t, i18n } = useTranslation('next');
  const { act } = useAct();
  const leave = () => void act((client) => client.voter.leaveReading({}));
  if (reading.at === 'failed') {
    return (
      <Strip kind="gone" title={t('gone.unreadable')} text={problemWords(reading.problem, 'happened', i18n)}>
        {reading.what === 'page' ? <ScanPage label={t('scan')} /> : null}
        <Button kind="quiet" icon={X} label={t('seen')} onPress={leave} />
      </Strip>
    );
  }
  return (
    <Strip kind="waits" title={t('reading')}>
      <ScanText className="icon" aria-hidden="true" />
      <Button kind="quiet" icon={X} label={t('remove')} onPress={leave} />
    </Strip>
  );
}
