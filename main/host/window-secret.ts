import type { House } from './child.ts';

/** What makes the windows' cookies. The supervisor holds it, so that windows keep theirs over a restart of their process. */
export async function windowSecret(house: Pick<House, 'held' | 'hold'>): Promise<Uint8Array> {
  const { cookies } = house.held;
  if (cookies) return Buffer.from(cookies, 'base64url');
  const fresh = crypto.getRandomValues(new Uint8Array(32));
  await house.hold('cookies', Buffer.from(fresh).toString('base64url'));
  return fresh;
}
