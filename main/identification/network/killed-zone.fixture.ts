import { setTimeout as sleep } from 'node:timers/promises';
import { ok } from '../../../core/problem/result.ts';
import { credentials, otherCode } from '../../package/package.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';

/**
 * A zone in a process of its own, which dies the moment before it writes an event of a type. Its link is the parent's: what
 * goes to it and comes from it are messages.
 */
export interface KilledZone {
  readonly dir: string;
  readonly stateDir: string;
  readonly file: string;
  /** Type of the event that it dies before; null: it lives. */
  readonly trap: string | null;
}
/** `undo`: the admission of the last receipt. */
export type ToKilled =
  | { readonly link: unknown }
  | { readonly serve: string }
  | { readonly undo: true }
  | { readonly linked: true };
export type FromKilled =
  | { readonly link: unknown }
  | { readonly at: 'ready' }
  | { readonly at: 'done'; readonly step: string };

const given = JSON.parse(process.argv[2] ?? '{}') as KilledZone;
const say = (message: FromKilled): void => void process.send?.(message);
let take: (message: unknown) => void = () => {};

const { zone, client } = await zoneOf({ dir: given.dir }, given.file, {
  stateDir: given.stateDir,
  link: {
    throughLink: (message) => say({ link: message }),
    onLink: (listen) => {
      take = listen;
      listen({ link: 'here' });
    },
  },
  now: () => new Date(Date.parse('2023-10-08T08:30:00+06:00') + performance.now()),
});
zone.devices.print = async () => ok(null);
await zone.unlocking.unlock(credentials, { role: 'officer', person: 'officer' });
const { kiosk, way } = zone;
if (kiosk.db.prepare('select 1 from sitting').get() === undefined) {
  const opened = { sitting: 'day-1', kind: 'day', registered: 6, carried: 0 } as const;
  kiosk.record('sitting.opened', { ...opened, approvers: ['chair', 'member'] }, { role: 'chair', person: 'chair' });
}
await client.access.signIn({ person: 'officer', code: otherCode });
if (given.trap !== null) {
  kiosk.db.function('die', () => {
    process.kill(process.pid, 'SIGKILL');
    return null;
  });
  kiosk.db.exec(
    `create temp trigger dies before insert on main.journal when new.type = '${given.trap}' begin select die(); end`,
  );
}

async function serve(pin: string): Promise<void> {
  await client.voter.find({ text: pin });
  while (!['override', 'refused'].includes(way.step.at)) await sleep(5);
  const vouching = { reason: 'laboratory', approvers: [{ person: 'officer', code: otherCode }] };
  if (way.step.at === 'override') await client.voter.override(vouching);
  while (!['admitted', 'refused'].includes(way.step.at)) await sleep(5);
  const { step } = way;
  await client.voter.finish({});
  say({ at: 'done', step: step.at === 'refused' ? step.refusal.reason : step.at });
}

// Whoever forked it is gone.
process.on('disconnect', () => process.exit());
process.on('message', (message: ToKilled) => {
  if ('link' in message) take(message.link);
  else if ('serve' in message) void serve(message.serve);
  else if ('linked' in message) say({ at: 'done', step: zone.kiosks.locks?.stands === 'there' ? 'linked' : 'alone' });
  else {
    const chair = { role: 'chair', person: 'chair' } as const;
    const last = kiosk.db.prepare<[], string>(
      "select receipt from receipt where state = 'printed' order by receipt desc",
    );
    const undone = zone.reservations.undo(last.pluck().get() ?? '', 'by mistake', ['chair', 'member'], chair);
    say({ at: 'done', step: undone.ok ? 'undone' : undone.error.code });
  }
});
say({ at: 'ready' });
