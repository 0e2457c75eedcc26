import { createServer, type Server, type Socket } from 'node:net';
import { Listeners, type Unlisten } from '../listeners.ts';
import { type DevicePort, WireDamage, type WireFault } from './wire.ts';

/**
 * The device's end of a network cable on 127.0.0.1. Serves one host at a time, as network printers do; a second one is
 * connected by the system and hears nothing until the first has left.
 */
export class SimulatedTcpPort implements DevicePort {
  fault: WireFault = {};
  private readonly received = new Listeners<Uint8Array>();
  private readonly pluggedIn = new Listeners<boolean>();
  private readonly damage = new WireDamage();
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private port: number;
  private host: Socket | null = null;
  private cut = false;
  private unplugIn: number | null = null;
  private connections = 0;

  /** @param port 0: chosen by the system at the first plug() */
  constructor(port = 0) {
    this.port = port;
  }

  /** `tcp://127.0.0.1:<port>`, which stays. */
  get path(): string {
    return `tcp://127.0.0.1:${this.port}`;
  }

  /** Hosts that have connected so far. */
  get connected(): number {
    return this.connections;
  }

  onBytes(listener: (bytes: Uint8Array) => void): Unlisten {
    return this.received.on(listener);
  }

  onPlug(listener: (plugged: boolean) => void): Unlisten {
    return this.pluggedIn.on(listener);
  }

  /** Switches the device on, or heals the cable. */
  async plug(): Promise<void> {
    if (this.server === null) {
      const server = createServer((socket) => this.called(socket));
      this.server = server;
      await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
      const address = server.address();
      if (address !== null && typeof address === 'object') this.port = address.port;
    }
    this.cut = false;
    this.host?.resume();
    this.pluggedIn.emit(true);
  }

  /** The cable is pulled: the connection stands on both sides and nothing crosses it any more. */
  pull(): void {
    this.cut = true;
    this.unplugIn = null;
    this.host?.pause();
    this.pluggedIn.emit(false);
  }

  /** Pulls the cable when `bytes` more bytes have come from the host. */
  pullAfter(bytes: number): void {
    this.unplugIn = bytes;
  }

  /** Switched off, and something else refuses in its name. */
  async switchOff(): Promise<void> {
    const server = this.server;
    this.server = null;
    for (const socket of this.sockets) socket.resetAndDestroy();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
    this.pluggedIn.emit(false);
  }

  send(bytes: Uint8Array): void {
    const wire = this.damage.done(bytes, this.fault);
    if (this.cut || this.host === null) return;
    const step = this.fault.split ? 1 : Math.max(1, wire.length);
    for (let at = 0; at < wire.length; at += step) this.host.write(wire.subarray(at, at + step));
  }

  private called(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket.setNoDelay(true));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.sockets.delete(socket);
      if (this.host !== socket) return;
      this.host = null;
      const [next] = this.sockets;
      if (next !== undefined) this.serve(next);
    });
    socket.pause();
    if (this.host === null) this.serve(socket);
  }

  private serve(socket: Socket): void {
    this.host = socket;
    socket.on('data', (bytes: Buffer) => this.arrived(bytes));
    if (!this.cut) socket.resume();
  }

  private arrived(all: Uint8Array): void {
    if (this.cut) return;
    const bytes = this.unplugIn === null ? all : all.subarray(0, this.unplugIn);
    if (this.unplugIn !== null) this.unplugIn -= bytes.length;
    this.received.emit(bytes);
    if (this.unplugIn === 0) this.pull();
  }
}
