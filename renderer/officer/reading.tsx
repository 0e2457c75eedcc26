import { ArrowLeft, ArrowRight, ScanText, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DocumentReadingView } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Trail } from '../parts/trail.tsx';
import { problemWords } from '../parts/words.ts';
import { DocumentPicture } from './document-picture.tsx';

/** A document that takes a while to be read: what is awaited, how far it is, and the way on without it. */
export function Reading({ reading }: { readonly reading: DocumentReadingView }) {
  const { t } = useTranslation('officer');
  const { act } = useAct();
  if (reading.at === 'failed') return <NotRead failed={reading} />;
  // A chip that is being read beside a printed zone is only its witness: without it the way goes on.
  const witness = reading.at === 'chip' && !reading.waiting;
  const share = reading.at === 'reading-page' ? null : reading.share;
  return (
    <Frame
      layout="alone"
      back={
        <Button
          kind="quiet"
          icon={witness ? ArrowRight : X}
          label={t(witness ? 'reading.without' : 'cancel')}
          onPress={() => void act((client) => client.voter.leaveReading({}))}
        />
      }
    >
      <section className="step-side">
        <Trail now="document" />
        <DocumentPicture />
        <h1>{t(headline(reading))}</h1>
        {share === null ? null : (
          <progress className="progress" max={1} value={share} aria-label={t(headline(reading))} />
        )}
        {reading.at === 'chip' && reading.waiting ? null : <p className="lead">{t('reading.stay')}</p>}
      </section>
    </Frame>
  );
}

function headline(reading: Exclude<DocumentReadingView, { at: 'failed' }>) {
  switch (reading.at) {
    case 'scanning':
      return 'reading.scanning';
    case 'reading-page':
      return 'reading.page';
    case 'chip':
      return reading.waiting ? 'reading.chip.waiting' : 'reading.chip';
  }
}

function NotRead({ failed: { what, problem } }: { readonly failed: Extract<DocumentReadingView, { at: 'failed' }> }) {
  const { t, i18n } = useTranslation('officer');
  const { act, busy } = useAct();
  const leave = () => void act((client) => client.voter.leaveReading({}));
  return (
    <Frame
      layout="alone"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('reading.back')} onPress={leave} />}
      main={
        what === 'page' ? (
          <Button
            kind="main"
            icon={ScanText}
            label={t('reading.again')}
            isDisabled={busy}
            onPress={() => void act((client) => client.voter.scanDocument({}))}
          />
        ) : undefined
      }
    >
      <section className="step-side">
        <Trail now="document" />
        <h1>{t(`reading.failed.${what}`)}</h1>
        <Notice
          tone="warn"
          title={problemWords(problem, 'happened', i18n)}
          text={problemWords(problem, 'officer', i18n)}
        />
      </section>
    </Frame>
  );
}
