import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/**
 * Ports for servers of tests that are told which to listen on. A port that the system had given out and that was closed
 * again could be anybody's by the time the server asks for it: every connection that a program makes takes one of those. So
 * these lie below them (Linux gives 32,768 to 60,999), and each is this process's until it ends: the name of a local
 * socket, which Linux frees by itself, stands for it, whichever test or run asks beside.
 */
const [LOWEST, HIGHEST] = [16_000, 32_000];

/** Ports on 127.0.0.1 that nobody listens on, and that no other test takes. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}

/** @param neighbours so many ports after it are free and this test's too */
export async function freePort(neighbours = 0): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST - neighbours);
    const all = Array.from({ length: neighbours + 1 }, (_, n) => port + n);
    const held: Server[] = [];
    for (const one of all) {
      const mark = (await isFree(one)) && (await listening({ path: `\0taanuu-test-port-${one}` }));
      if (mark) held.push(mark);
      else break;
    }
    if (held.length === all.length) {
      for (const mark of held) mark.unref();
      return port;
    }
    for (const mark of held) mark.close();
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = await listening({ port, host: '0.0.0.0' });
  if (!server) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

function listening(where: { readonly port: number; readonly host: string } | { readonly path: string }) {
  return new Promise<Server | null>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(where, () => resolve(server));
  });
}
