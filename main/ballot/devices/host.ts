import type { BoxStatus } from '../../../core/ballot/path/box.ts';
import { ok } from '../../../core/problem/result.ts';
import { BallotBoxReader } from '../../../drivers/ballot/box-reader.ts';
import type { BoxAnswer, BoxRequest } from './protocol.ts';
import { scannerAt } from './scanner.ts';
import { serveHost } from './serve-host.ts';

/** What ballots are read at. */
const DPI = 200;

/**
 * The device host of the ballot box: `node host.ts PORT [DRIVER AT]`. It opens the box's serial port and, where the box makes
 * no pictures itself, the scanner that sees its path; it answers the zone, and can be killed at any moment: that is the last
 * rung of the ladder.
 */
const [port = '', driver, at = ''] = process.argv.slice(2);
const scanner = driver === undefined ? null : scannerAt(driver, at);
scanner?.open();
const reader = new BallotBoxReader({ path: port, ...(scanner && { pages: { scanner, dpi: DPI } }) });

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
