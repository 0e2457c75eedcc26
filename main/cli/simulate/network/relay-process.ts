import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * A long way between machines: `relay-process.ts PORT WAYS`, on the switch. Everything arrives in its order, and as late
 * as it is told; connections stay what they are, TLS from end to end.
 */
const [port = '', ways = '[]'] = process.argv.slice(2);
const places = JSON.parse(ways) as readonly { readonly own: string; readonly standsFor: string }[];
let delayMs = 0;

/** More than this waits with its sender. */
const WAITING_MAX = 16 * 1024 * 1024;

function carry(from: Socket, to: Socket): void {
  let last = 0;
  let waiting = 0;
  const after = (work: () => void): void => {
    const now = performance.now();
    last = Math.max(last, now + delayMs);
    if (last <= now) work();
    else setTimeout(work, last - now);
  };
  from.on('data', (piece) => {
    waiting += piece.length;
    if (waiting > WAITING_MAX) from.pause();
    after(() => {
      waiting -= piece.length;
      if (!to.destroyed) to.write(piece);
      if (waiting <= WAITING_MAX) from.resume();
    });
  });
  from.once('close', () => after(() => to.destroy()));
  from.on('error', () => {});
}

for (const { own, standsFor } of places) {
  const server = createServer((near) => {
    const caller = places.find((one) => one.own === near.remoteAddress);
    if (!caller) return void near.destroy();
    // Whoever is called sees who calls, so that a cut between two is one here too.
    const far = connect({ host: own, port: Number(port), localAddress: caller.standsFor });
    near.setNoDelay(true);
    far.setNoDelay(true);
    carry(near, far);
    carry(far, near);
  });
  server.listen(Number(port), standsFor);
  await once(server, 'listening');
}
process.on('message', (said: { readonly delayMs: number }) => {
  delayMs = said.delayMs;
});
process.on('disconnect', () => process.exit(0));
process.send?.('there');
