import { connect, type Socket } from 'node:net';
import { connect as tls } from 'node:tls';

/**
 * Somebody without a certificate at a kiosk's port: `stranger-process.ts HOST PORT`. Says by its message how far it came:
 * `in` where a server answered its question, `out` where it was shown the door.
 */
const [host = '', port = ''] = process.argv.slice(2);
const PATIENCE_MS = 8_000;
const HELLO = 'CONNECT {"verbose":false,"name":"stranger","cluster":"stranger"}\r\nPING\r\n';

function tried(encrypted: boolean): Promise<'in' | 'out'> {
  return new Promise((resolve) => {
    const line = connect(Number(port), host);
    const end = (how: 'in' | 'out') => {
      line.destroy();
      resolve(how);
    };
    const ask = (to: Socket): void => {
      to.on('data', (piece) => piece.includes('PONG') && end('in'));
      to.write(HELLO);
    };
    setTimeout(() => end('out'), PATIENCE_MS).unref();
    line.on('error', () => end('out'));
    line.on('close', () => end('out'));
    // Between servers what is said begins within TLS.
    line.once('connect', () => {
      if (!encrypted) return ask(line);
      const secured = tls({ socket: line, rejectUnauthorized: false });
      secured.on('error', () => end('out'));
      secured.on('close', () => end('out'));
      ask(secured);
    });
  });
}

const [plain, unknown] = await Promise.all([tried(false), tried(true)]);
process.send?.({ plain, unknown }, undefined, undefined, () => process.exit(0));
