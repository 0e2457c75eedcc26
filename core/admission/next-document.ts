import type { Problem } from '../problem/catalogue.ts';
import type { Step } from './step.ts';

/**
 * The next voter's document, read while the one before is still at the desk. It waits apart from her attempt: nothing of
 * it is journalled, no attempt is begun with it, and whatever comes between drops it whole. `D` is what was read; nothing
 * here looks into it.
 */
export type NextDocument<D> =
  | { readonly at: 'nobody' }
  | { readonly at: 'waiting'; readonly document: D; readonly since: number }
  /** It is not there any more, and has to be laid down again. */
  | { readonly at: 'gone'; readonly why: WhyGone };

/**
 * trouble: the receipt needs the officer first. too-long: the policy lets it wait no longer. reader: what it was read by
 * is away. unreadable: it could not be read. A problem: the way could not be begun with it.
 */
export type WhyGone = 'trouble' | 'too-long' | 'reader' | 'unreadable' | Problem;

export type NextDocumentEvent<D> =
  /** Null: it could not be read. */
  | { readonly type: 'read'; readonly document: D | null; readonly now: number }
  /** The voter at the desk has come to this step. */
  | { readonly type: 'step'; readonly at: Step['at'] }
  | { readonly type: 'tick'; readonly now: number }
  | { readonly type: 'reader-away' }
  /** The officer takes it away, or has read what became of it. */
  | { readonly type: 'removed' }
  /** Nobody is at the desk any more. */
  | { readonly type: 'left' };

/** What is there afterwards, and the document with which an attempt of its own begins now. */
export interface AfterNext<D> {
  readonly next: NextDocument<D>;
  readonly begin: D | null;
}

const NOBODY = { at: 'nobody' } as const;

/** Steps beside which the next document may be read: the officer has nothing more to decide about this voter. */
const beside: ReadonlySet<Step['at']> = new Set(['printing', 'admitted']);
export const mayWaitBeside = (at: Step['at']): boolean => beside.has(at);

/** Steps at which it is still told that a document is gone: until the next voter is being served. */
const stillTold: ReadonlySet<Step['at']> = new Set(['printing', 'admitted', 'print-trouble', 'idle']);

/** @param waitMs the longest that a document may wait, of the signed policy */
export function afterNext<D>(next: NextDocument<D>, event: NextDocumentEvent<D>, waitMs: number): AfterNext<D> {
  const stays: AfterNext<D> = { next, begin: null };
  const gone = (why: WhyGone): AfterNext<D> => ({ next: { at: 'gone', why }, begin: null });
  switch (event.type) {
    case 'read':
      // One that was read before is not lost to a bad look at the same one.
      if (event.document === null) return next.at === 'waiting' ? stays : gone('unreadable');
      return { next: { at: 'waiting', document: event.document, since: event.now }, begin: null };
    case 'step':
      if (next.at === 'waiting') {
        if (event.at === 'idle') return { next: NOBODY, begin: next.document };
        return beside.has(event.at) ? stays : gone('trouble');
      }
      return next.at === 'gone' && !stillTold.has(event.at) ? { next: NOBODY, begin: null } : stays;
    case 'tick':
      return next.at === 'waiting' && event.now - next.since >= waitMs ? gone('too-long') : stays;
    case 'reader-away':
      return next.at === 'waiting' ? gone('reader') : stays;
    case 'removed':
    case 'left':
      return { next: NOBODY, begin: null };
  }
}
