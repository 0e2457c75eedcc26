/** A server of NATS in a station: what it is told, as the file that it reads (nats-server 2.9). */
export interface StationServer {
  /** The device: no two servers of a station have one name. */
  readonly device: string;
  /** Of election and station: servers of another one form no cluster with it. */
  readonly cluster: string;
  /** Loopback port for this kiosk's own link; -1: one that is free. */
  readonly port: number;
  /** Folder of the file in which it tells the ports that it took. */
  readonly portsIn?: string;
  /** Where other servers reach it, `address:port`; the port may be -1 too. */
  readonly listen: string;
  /** The other kiosks' servers, `address:port`. */
  readonly peers: readonly string[];
  /** Files: certificate with the device's behind it, its key, who may call as a client, and who as a server. */
  readonly files: {
    readonly certificate: string;
    readonly key: string;
    readonly own: string;
    readonly station: string;
  };
}

/** Bytes of the longest message: a letter of `LETTER_MAX` characters, four bytes each, fits. */
const PAYLOAD_MAX = 4_194_304;

/** The file. Its times let a connection live on which an answer takes 10 s; whoever is cut off is noticed by others (main/link/carry.ts). */
export function serverConfig({ device, cluster, port, portsIn, listen, peers, files }: StationServer): string {
  const tls = (trusted: string): string =>
    [
      'tls {',
      ...[`cert_file: ${quoted(files.certificate)}`, `key_file: ${quoted(files.key)}`],
      ...[`ca_file: ${quoted(trusted)}`, 'verify: true', 'timeout: 30', '}'],
    ].join('\n');
  return `${[
    `server_name: ${quoted(device)}`,
    `listen: "127.0.0.1:${port}"`,
    ...(portsIn === undefined ? [] : [`ports_file_dir: ${quoted(portsIn)}`]),
    ...['ping_interval: "5s"', 'ping_max: 4', `max_payload: ${PAYLOAD_MAX}`, `max_pending: ${4 * PAYLOAD_MAX}`],
    tls(files.own),
    'cluster {',
    `name: ${quoted(cluster)}`,
    `listen: ${quoted(listen)}`,
    // Servers tell each other where third ones are, which here is a relay of another machine: instead they tell a port where
    // nobody is. Each server is told of all the others by its own link.
    ...['no_advertise: true', 'advertise: "127.0.0.1:1"'],
    `routes: [${peers.map((peer) => quoted(`nats-route://${peer}`)).join(', ')}]`,
    tls(files.station),
    '}',
  ].join('\n')}\n`;
}

const quoted = (text: string): string => JSON.stringify(text);
