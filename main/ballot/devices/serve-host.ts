import type { Device } from '../../../drivers/device.ts';
import type { HostAsked, HostSays } from './host-process.ts';

/** How often a host says that it is alive, in milliseconds. */
const HEALTH_MS = 1_000;

/**
 * Makes this process the host of one device: opens it, answers the zone that forked it, and ends with it.
 * @param answered must not reject
 * @returns what tells the zone something that it has not asked for
 */
export function serveHost<Request, Answer, News>(
  device: Device,
  answered: (request: Request, tell: (news: News) => void) => Promise<Answer>,
): (news: News) => void {
  const say = (message: HostSays<Answer, News>): void => {
    // The zone may die while a message is on its way: 'disconnect' then ends this process in order.
    if (process.connected) process.send?.(message, undefined, undefined, () => {});
  };
  const tell = (news: News): void => say({ say: 'news', news });
  const tellHealth = (): void => say({ say: 'health', health: device.health() });
  device.on((event) => (event.event === 'restart-needed' ? say({ say: 'restart-needed' }) : tellHealth()));
  process.on('message', ({ id, request }: HostAsked<Request>) => {
    void answered(request, tell).then((answer) => say({ say: 'answer', id, answer }));
  });
  process.on('disconnect', () => void device.close().finally(() => process.exit(0)));
  // Ctrl-C reaches the whole terminal; the zone decides when this process goes.
  process.on('SIGINT', () => {});
  setInterval(tellHealth, HEALTH_MS);
  device.open();
  return tell;
}
