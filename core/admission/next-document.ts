import type { Problem } from '../problem/catalogue.ts';
import type { Step } from './step.ts';

/**
 * Another voter's document, read while somebody is at the desk. It lies apart from her attempt: nothing of it is
 * journalled, and no attempt is begun with it before she has gone. `D` is what was read; nothing here looks into it.
 */
export type NextDocument<D> =
  | { readonly at: 'nobody' }
  /** Read beside a receipt that prints, or beside its verdict: begins by itself as soon as that voter has gone. */
  | { readonly at: 'waiting'; readonly document: D; readonly since: number }
  /** Put aside, because the voter at the desk still needs the officer: begins when the officer says so. */
  | { readonly at: 'aside'; readonly document: D; readonly since: number }
  /** It is not there any more, and has to be laid down again. */
  | { readonly at: 'gone'; readonly why: WhyGone };

/**
 * trouble: this voter has to be finished first, and the policy lets nothing wait. too-long: the policy lets it wait no
 * longer. reader: what it was read by is away. unreadable: it could not be read. A problem: the way could not be begun
 * with it.
 */
export type WhyGone = 'trouble' | 'too-long' | 'reader' | 'unreadable' | Problem;

export type NextDocumentEvent<D> =
  /** `beside`: at which step the voter at the desk is. A document that is null could not be read. */
  | { readonly type: 'read'; readonly document: D | null; readonly beside: Step['at']; readonly now: number }
  /** The voter at the desk has come to this step. `another`: she is not the one before. */
  | { readonly type: 'step'; readonly at: Step['at']; readonly another: boolean }
  | { readonly type: 'tick'; readonly now: number }
  | { readonly type: 'reader-away' }
  /** The officer begins with what was put aside. */
  | { readonly type: 'wanted' }
  /** The officer takes it away, or has read what became of it; or whom it belongs to has come by another way. */
  | { readonly type: 'removed' }
  /** Nobody is at the desk any more. */
  | { readonly type: 'left' };

/** What is there afterwards, and the document with which an attempt of its own begins now. */
export interface AfterNext<D> {
  readonly next: NextDocument<D>;
  readonly begin: D | null;
}

const NOBODY = { at: 'nobody' } as const;

/** Steps beside which the next document may wait: the officer has nothing more to decide about this voter. */
const beside: ReadonlySet<Step['at']> = new Set(['printing', 'ballot-printing', 'admitted']);
export const mayWaitBeside = (at: Step['at']): boolean => beside.has(at);

/** @param waitMs the longest that a document may lie there, of the signed policy; 0: none may */
export function afterNext<D>(next: NextDocument<D>, event: NextDocumentEvent<D>, waitMs: number): AfterNext<D> {
  const stays: AfterNext<D> = { next, begin: null };
  const gone = (why: WhyGone): AfterNext<D> => ({ next: { at: 'gone', why }, begin: null });
  const lies = next.at === 'waiting' || next.at === 'aside';
  switch (event.type) {
    case 'read': {
      const { document, now: since } = event;
      const waits = beside.has(event.beside);
      // One that was read before is not lost to a bad look at the same one; and whoever takes hers from the reader, while
      // she is still being served, makes it look badly too.
      if (document === null) return lies || !waits ? stays : gone('unreadable');
      if (waitMs === 0) return gone('trouble');
      return { next: { at: waits ? 'waiting' : 'aside', document, since }, begin: null };
    }
    case 'step':
      if (next.at === 'waiting') {
        if (event.at === 'idle') return { next: NOBODY, begin: next.document };
        return beside.has(event.at) ? stays : { next: { ...next, at: 'aside' }, begin: null };
      }
      // What became of it is told until somebody else is being served.
      return next.at === 'gone' && event.another ? { next: NOBODY, begin: null } : stays;
    case 'tick':
      return lies && event.now - next.since >= waitMs ? gone('too-long') : stays;
    case 'reader-away':
      return lies ? gone('reader') : stays;
    case 'wanted':
      return next.at === 'aside' ? { next: NOBODY, begin: next.document } : stays;
    case 'removed':
    case 'left':
      return { next: NOBODY, begin: null };
  }
}
