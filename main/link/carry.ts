import type { Socket } from 'node:net';

/** Milliseconds without a byte from the other kiosk: its server says something every few seconds as long as it is there. */
const QUIET = 15_000;

/**
 * Carries bytes both ways between this kiosk's server and another kiosk until one of them ends, or nothing comes from afar any
 * more. nats-server 2.9 asks nobody whether he is there to whom it has just said something: on a cut cable it would go on for
 * a quarter of an hour, and refuse the same kiosk when it comes by another way, for it has it already.
 * @param far the connection that leaves this machine
 */
export function carry(near: Socket, far: Socket): void {
  const end = (): void => {
    near.destroy();
    far.destroy();
  };
  const quiet = setTimeout(end, QUIET);
  far.on('data', () => quiet.refresh());
  for (const socket of [near, far]) {
    socket.setNoDelay(true);
    socket.on('error', end);
    socket.once('close', () => {
      clearTimeout(quiet);
      end();
    });
  }
  near.pipe(far);
  far.pipe(near);
}

/** Ends the connections of this machine's addresses that it has no more: nobody answers there, and nothing says so. */
export function leave(all: Iterable<Socket>, own: readonly string[]): void {
  for (const socket of all) {
    const { localAddress } = socket;
    if (
      localAddress !== undefined &&
      !isLoopback(localAddress) &&
      !own.includes(localAddress.replace(/^::ffff:/, ''))
    ) {
      socket.destroy();
    }
  }
}

const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);
