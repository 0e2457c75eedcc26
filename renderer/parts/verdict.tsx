import { type ReactNode, useEffect } from 'react';
import { play } from './sound.ts';

/**
 * A verdict over the whole width: word, colour, shape and sound say the same thing.
 * The shape of "yes" is a tick in a circle, of "no" a bar in an octagon, as on the road.
 */
export function Verdict({
  verdict,
  word,
  children,
}: {
  readonly verdict: 'good' | 'bad';
  readonly word: string;
  readonly children?: ReactNode;
}) {
  useEffect(() => play(verdict), [verdict]);
  return (
    <div className={`verdict verdict-${verdict}`} role="status">
      <VerdictShape verdict={verdict} />
      <div className="verdict-words">
        <h1>{word}</h1>
        {children}
      </div>
    </div>
  );
}

export function VerdictShape({ verdict }: { readonly verdict: 'good' | 'bad' }) {
  return (
    <svg className="verdict-shape" viewBox="0 0 100 100" aria-hidden="true">
      {verdict === 'good' ? (
        <>
          <circle cx="50" cy="50" r="46" className="verdict-ground" />
          <path d="M27 52 L44 69 L75 34" className="verdict-mark" />
        </>
      ) : (
        <>
          <path d="M31 4 H69 L96 31 V69 L69 96 H31 L4 69 V31 Z" className="verdict-ground" />
          <path d="M25 50 H75" className="verdict-mark" />
        </>
      )}
    </svg>
  );
}
