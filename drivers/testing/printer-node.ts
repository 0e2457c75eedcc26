import { spawnSync } from 'node:child_process';
import { SimulatedPort } from '../simulator/pty.ts';

/**
 * A pseudo-terminal that passes every byte as it is, as a printer node does. (Node's own raw mode still turns LF into
 * CR LF; serialport sets the rest for itself, but a printer node is opened without it.)
 */
export function printerNode(path: string): SimulatedPort {
  const port = new SimulatedPort(path);
  port.onPlug((plugged) => {
    if (!plugged) return;
    const { status, stderr } = spawnSync('stty', ['-F', path, 'raw', '-echo'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`stty of Debian's coreutils: ${stderr}`);
  });
  return port;
}
