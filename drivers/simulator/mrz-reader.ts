import type { DevicePort } from './wire.ts';

/** A document reader at the far end of a port: sends the lines of whatever is laid on it. */
export class SimulatedMrzReader {
  private readonly port: DevicePort;
  private readonly lineEnd: string;

  constructor(port: DevicePort, lineEnd = '\r\n') {
    this.port = port;
    this.lineEnd = lineEnd;
  }

  /**
   * Lays a document on the glass.
   * @param text the zone's lines, separated by LF; null for a document without one: such readers stay silent.
   */
  present(text: string | null): void {
    if (text === null) return;
    const lines = text.split('\n').map((line) => line + this.lineEnd);
    this.port.send(Buffer.from(lines.join(''), 'latin1'));
  }

  /** Lays something on the glass that is no document: the reader sends what it believes to have seen. */
  presentGarbage(bytes: Uint8Array): void {
    this.port.send(bytes);
  }
}
