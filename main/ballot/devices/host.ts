import { ok } from '../../../core/problem/result.ts';
import { BallotBoxReader } from '../../../drivers/ballot/box-reader.ts';
import type { FromHost, HostAnswer, ToHost } from './protocol.ts';

/**
 * The device host of the ballot zone: `node host.ts PORT`. It opens the box's serial port, answers the zone, and can be
 * killed at any moment: that is the last rung of the ladder.
 */

/** How often it says that it is alive, in milliseconds. */
const HEALTH_MS = 1_000;

const [port = ''] = process.argv.slice(2);
const tell = (message: FromHost): void => {
  // The zone may die while a message is on its way: 'disconnect' then ends this process in order.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

const reader = new BallotBoxReader({ path: port });
const tellHealth = (): void => tell({ say: 'health', health: reader.health() });
reader.on((event) => (event.event === 'restart-needed' ? tell({ say: 'restart-needed' }) : tellHealth()));
reader.onBox((status) => tell({ say: 'box', status }));
reader.open();

function answered(request: ToHost): Promise<HostAnswer> {
  switch (request.ask) {
    case 'look':
      return reader.look();
    case 'grab':
      return reader.grab();
    case 'scan':
      return reader.scan(request.sheet);
    case 'accept':
      return reader.accept(request.order);
    case 'give-back':
      return reader.giveBack(request.sheet);
    case 'hold':
      return reader.hold();
    case 'reset':
      return reader.reset();
    case 'signal':
      return reader.signal(request.show);
    case 'reopen':
      return reader.reopen().then(() => ok(null));
  }
}

process.on('message', (request: ToHost) => {
  void answered(request).then((answer) => tell({ say: 'answer', id: request.id, answer }));
});
process.on('disconnect', () => void reader.close().finally(() => process.exit(0)));
// Ctrl-C reaches the whole terminal; the zone decides when this process goes.
process.on('SIGINT', () => {});
setInterval(tellHealth, HEALTH_MS);
