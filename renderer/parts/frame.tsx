import type { ReactNode } from 'react';
import { ActNote } from './act.tsx';

/**
 * The shape of every screen of the desk: what it is about, and one row of actions. The way back is away from the
 * working hand, the main action is the last of the row and lies under it.
 */
export function Frame({
  children,
  back,
  other,
  main,
  layout,
  apart,
  waiting,
}: {
  readonly children: ReactNode;
  readonly back?: ReactNode;
  readonly other?: ReactNode;
  readonly main?: ReactNode;
  /** Class of the screen's own arrangement. */
  readonly layout: string;
  /** What is not about the person of this screen, set off from her. */
  readonly apart?: ReactNode;
  /** What is awaited while the zone works on what this screen asked for. */
  readonly waiting?: string;
}) {
  const actions = back || other || main;
  return (
    <main className="frame">
      <div className={`frame-body ${layout}`}>{children}</div>
      {apart}
      <ActNote waiting={waiting} />
      {actions ? (
        <div className="actions">
          <div className="actions-back">{back}</div>
          <div className="actions-other">{other}</div>
          <div className="actions-main">{main}</div>
        </div>
      ) : null}
    </main>
  );
}
