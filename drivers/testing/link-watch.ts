import type { ByteLink, LinkEvent } from '../transport/link.ts';

/** Watches a link: what it said so far (`up`, `bytes`, `down <why>`), and a promise of the next time it says something. */
export function linkWatch(link: ByteLink): {
  readonly seen: readonly string[];
  readonly next: (what: string) => Promise<void>;
} {
  const seen: string[] = [];
  const waits: { readonly what: string; readonly then: () => void }[] = [];
  link.on((event: LinkEvent) => {
    const what = event.event === 'down' ? `down ${event.why}` : event.event;
    seen.push(what);
    for (const wait of waits.splice(0)) wait.what === what ? wait.then() : waits.push(wait);
  });
  return { seen, next: (what) => new Promise<void>((then) => waits.push({ what, then })) };
}
