import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'plain' | 'warn' | 'bad';

const icons = { plain: Info, warn: TriangleAlert, bad: CircleAlert } as const;

/** A sentence that must be seen: what is the case, what to do. The code stands small, for the technician. */
export function Notice({
  tone,
  title,
  text,
  code,
  children,
}: {
  readonly tone: Tone;
  readonly title: string;
  readonly text?: string;
  readonly code?: string;
  readonly children?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div className={`notice notice-${tone}`} role={tone === 'plain' ? 'status' : 'alert'}>
      <Icon className="icon" aria-hidden="true" />
      <div className="notice-words">
        <strong>{title}</strong>
        {text === undefined ? null : <p>{text}</p>}
        {children}
      </div>
      {code === undefined ? null : <span className="notice-code">{code}</span>}
    </div>
  );
}
