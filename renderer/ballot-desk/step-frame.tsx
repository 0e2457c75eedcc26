import { CircleArrowRight, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../parts/frame.tsx';
import { useBallotDesk } from './zone.ts';

const icons = { done: CircleCheck, now: CircleArrowRight, later: CircleDashed, recorded: TriangleAlert } as const;

/** The shape of every step: the list with nothing hidden, what comes now and why, and one row of actions. */
export function StepFrame({
  title,
  lead,
  children,
  back,
  other,
  main,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children?: ReactNode;
  readonly back?: ReactNode;
  readonly other?: ReactNode;
  readonly main?: ReactNode;
}) {
  return (
    <Frame layout="ballot-steps" back={back} other={other} main={main}>
      <StepList />
      <section className="ballot-now">
        <h1>{title}</h1>
        {lead === undefined ? null : <p className="lead">{lead}</p>}
        {children}
      </section>
    </Frame>
  );
}

function StepList() {
  const { t } = useTranslation('ballot-desk');
  const { steps } = useBallotDesk();
  return (
    <ol className="ballot-list" aria-label={t('steps')}>
      {steps.map(({ step, state }) => {
        const Icon = icons[state];
        return (
          <li
            key={step}
            className={`ballot-step ballot-step-${state}`}
            {...(state === 'now' ? { 'aria-current': 'step' } : {})}
          >
            <Icon className="icon" aria-hidden="true" />
            <span>{t(`step.${step}`)}</span>
            <span className="ballot-step-state">{t(`state.${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
