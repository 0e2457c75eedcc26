import type { BoxStatus } from '../../../core/ballot/path/box.ts';
import { ok } from '../../../core/problem/result.ts';
import { BallotBoxReader } from '../../../drivers/ballot/box-reader.ts';
import type { BoxAnswer, BoxRequest } from './protocol.ts';
import { serveHost } from './serve-host.ts';

/**
 * The device host of the ballot box: `node host.ts PORT`. It opens the box's serial port, answers the zone, and can be
 * killed at any moment: that is the last rung of the ladder.
 */
const [port = ''] = process.argv.slice(2);
const reader = new BallotBoxReader({ path: port });

function answered(request: BoxRequest): Promise<BoxAnswer> {
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

const tell = serveHost<BoxRequest, BoxAnswer, BoxStatus>(reader, answered);
reader.onBox(tell);
