import { pino } from 'pino';
import { intoLink } from '../../core/network/link.ts';
import { joinHouse } from '../host/child.ts';
import { Link } from './link.ts';

/**
 * The process that touches the network: `node main/link/main.ts FOLDER`, with a folder in memory (/dev/shm) for the key of
 * its connections. It serves nothing until the identification zone says what, and knows nothing but that (docs/network.md).
 */
const [within = '/dev/shm'] = process.argv.slice(2);
const log = pino({ name: 'link' }, pino.destination({ fd: 2, sync: true }));

let stop = async (): Promise<void> => {};
const house = await joinHouse(() => stop());
const link = new Link({ within, log, tell: (message) => house.throughLink(message) });
stop = () => link.stop();
house.onLink((raw) => {
  // The supervisor has held it against the same list.
  const message = intoLink.safeParse(raw);
  if (message.success) link.take(message.data);
});
house.ready({}, () => null);
house.throughLink({ link: 'here' });
