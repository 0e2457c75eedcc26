import { CircleCheck, OctagonX, RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { KitLineView } from '../../main/api/configuration-views.ts';
import { Button } from '../parts/button.tsx';
import { deviceIcons } from '../parts/devices.tsx';
import { Notice } from '../parts/notice.tsx';
import { useAnswerOnce } from '../parts/use-answer.ts';
import { inLanguage, problemWords } from '../parts/words.ts';
import type { LookingClient } from '../parts/zone.ts';
import { useKindName } from './device-name.ts';

const askComparison = (client: LookingClient) => client.configuration.compare({});
/** Differences that fit on a screen. */
const SHOWN = 8;

/** This kiosk against the standard kit: what differs, and how much is as it should be. */
export function KitComparison() {
  const { t, i18n } = useTranslation(['configuration', 'technician']);
  const { answer: comparison, asking, again } = useAnswerOnce(askComparison);
  if (comparison === null) return null;
  const { names, lines, problem } = comparison;
  if (names === null) {
    if (problem === null) return null;
    const text = problemWords(problem, 'technician', i18n);
    return <Notice tone="warn" title={problemWords(problem, 'happened', i18n)} text={text} code={problem.code} />;
  }
  const other = lines.filter(({ differs }) => differs.length > 0);
  const isRed = problem?.code === 'configuration.kit-missing';
  const Icon = problem === null ? CircleCheck : isRed ? OctagonX : TriangleAlert;
  const state = problem === null ? 'ready' : isRed ? 'missing' : 'attention';
  return (
    <>
      <h2>{t('kit', { name: inLanguage(names, i18n) })}</h2>
      <p className={`device-card-state device-${state}`}>
        <Icon className="icon device-state" aria-hidden="true" />
        <strong>{t(problem === null ? 'kit.same' : 'kit.other')}</strong>
      </p>
      <Button
        kind="quiet"
        icon={RotateCw}
        label={t(asking ? 'technician:attached.looking' : 'technician:attached.again')}
        isDisabled={asking}
        onPress={again}
      />
      <ul className="attached-devices configuration-lines">
        {other.slice(0, SHOWN).map((line) => (
          <Line key={`${line.kind} ${line.device ?? ''} ${line.wanted}`} line={line} />
        ))}
      </ul>
      {other.length > SHOWN ? <p className="soft">{t('kit.more', { number: other.length - SHOWN })}</p> : null}
      {lines.length > other.length ? (
        <p className="soft">{t('kit.well', { number: lines.length - other.length })}</p>
      ) : null}
    </>
  );
}

function Line({ line: { kind, device, differs, wanted } }: { readonly line: KitLineView }) {
  const { t } = useTranslation(['configuration', 'technician']);
  const name = useKindName();
  const Icon = deviceIcons[kind];
  // Drivers by their words; a model is its maker's own.
  const inWords = wanted.replaceAll(/(?<![\w-])[a-z0-9]+(?:-[a-z]+)*(?![\w-])/g, (one) =>
    t(`technician:driver.${one}`, one),
  );
  return (
    <li>
      <Icon className="icon" aria-hidden="true" />
      <span>
        <span>
          <strong>{name(kind, device ?? kind)}</strong>
          {`: ${differs.map((one) => t(`kit-differs.${one}`)).join(', ')}`}
        </span>
        {wanted === '' ? null : <span className="soft small">{t('kit.wanted', { wanted: inWords })}</span>}
      </span>
    </li>
  );
}
