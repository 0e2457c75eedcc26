/** A server of NATS in a station: what it is told, as the file that it reads (nats-server 2.9). */
export interface StationServer {
  /** The device: no two servers of a station have one name. */
  readonly device: string;
  /** Of election and station: servers of another one form no cluster with it. */
  readonly cluster: string;
  /** Loopback port for this kiosk's own link; -1: one that is free, told in a file of this folder (`portsIn`). */
  readonly port: number;
  readonly portsIn?: string;
  /** Where the other kiosks' servers reach it, `address:port`. */
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

/** The file. A link that carries nothing is noticed within 9 s: on a cut cable nothing says that it is cut. */
export function serverConfig({ device, cluster, port, portsIn, listen, peers, files }: StationServer): string {
  const tls = (trusted: string): string =>
    [
      'tls {',
      ...[`cert_file: ${quoted(files.certificate)}`, `key_file: ${quoted(files.key)}`],
      ...[`ca_file: ${quoted(trusted)}`, 'verify: true', 'timeout: 5', '}'],
    ].join('\n');
  return `${[
    `server_name: ${quoted(device)}`,
    `listen: "127.0.0.1:${port}"`,
    ...(portsIn === undefined ? [] : [`ports_file_dir: ${quoted(portsIn)}`]),
    ...['ping_interval: "3s"', 'ping_max: 2', `max_payload: ${PAYLOAD_MAX}`, `max_pending: ${4 * PAYLOAD_MAX}`],
    tls(files.own),
    'cluster {',
    `name: ${quoted(cluster)}`,
    `listen: ${quoted(listen)}`,
    // Each kiosk is told of all the others: nobody's word about addresses is taken.
    'no_advertise: true',
    `routes: [${peers.map((peer) => quoted(`nats-route://${peer}`)).join(', ')}]`,
    tls(files.station),
    '}',
  ].join('\n')}\n`;
}

const quoted = (text: string): string => JSON.stringify(text);
