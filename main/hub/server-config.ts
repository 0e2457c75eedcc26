import { inboxPrefix, type JournalName, mayPublish } from '../../core/hub/names.ts';
import { PUBLISHED } from '../../core/hub/published.ts';
import { CONSOLE, HUB, networkName } from '../network/certificates.ts';

/** The domain of its JetStream: whoever names it is never answered by another one. */
export const DOMAIN = 'hub';
/** The stream of journals. */
export const STREAM = 'journal';
/** The stream of results files (results-store.ts). */
export const RESULTS_STREAM = 'results';

/** One server of a hub: what it is told, as the file that it reads (nats-server 2.9 and later). */
export interface HubServer {
  /** Of the site: no two have one name. */
  readonly name: string;
  /** Where kiosks and collectors call it, and where the other sites' servers do; `address:port`. */
  readonly listen: string;
  readonly route: string;
  /** Where the other sites' servers listen, `address:port`: addresses, because certificates name no machines. */
  readonly peers: readonly string[];
  /** Loopback port on which it tells how it is (`/healthz`, `/jsz`); null: none. */
  readonly monitor: number | null;
  /** Folder of its streams; null: it keeps none. */
  readonly store: string | null;
  /** Most that its streams may take, in bytes. */
  readonly storeBytes: number;
  /** Whether it writes each message through to the disk before it answers: servers from 2.10 can. */
  readonly sync: boolean;
  /**
   * Files: its certificate with the hub's behind it, its key, the commission's certificate (who may call at all), the hub's
   * (who may be a server), and the users (`usersConfig`), whose name is relative to this file's folder.
   */
  readonly files: Readonly<Record<'certificate' | 'key' | 'root' | 'hub' | 'users', string>>;
}

/** The file of a server. */
export function hubServerConfig(of: HubServer): string {
  const { files, store } = of;
  const tls = (trusted: string, verify: string): string[] => [
    ...['tls {', `cert_file: ${quoted(files.certificate)}`, `key_file: ${quoted(files.key)}`],
    ...[`ca_file: ${quoted(trusted)}`, `${verify}: true`, 'timeout: 5', '}'],
  ];
  const lines = [
    `server_name: ${quoted(of.name)}`,
    `listen: ${quoted(of.listen)}`,
    ...(of.monitor === null ? [] : [`http: "127.0.0.1:${of.monitor}"`]),
    // A link that carries nothing is noticed within half a minute; of thousands that is no load.
    ...['ping_interval: "10s"', 'ping_max: 2', 'max_payload: 1048576', 'max_connections: 20000'],
    // Who somebody is stands in the certificate: its name in the network is the user's name.
    ...tls(files.root, 'verify_and_map'),
    ...(of.peers.length === 0
      ? []
      : [
          ...['cluster {', `name: ${quoted(HUB)}`, `listen: ${quoted(of.route)}`, 'no_advertise: true'],
          `routes: [${of.peers.map((peer) => quoted(`nats-route://${peer}`)).join(', ')}]`,
          ...tls(files.hub, 'verify'),
          '}',
        ]),
    ...(store === null
      ? []
      : [
          ...['jetstream {', `store_dir: ${quoted(store)}`, `domain: ${quoted(DOMAIN)}`],
          ...['max_memory_store: 67108864', `max_file_store: ${of.storeBytes}`],
          ...(of.sync ? ['sync_interval: always'] : []),
          '}',
        ]),
    ...accounts(store !== null, files.users),
  ];
  return `${lines.join('\n')}\n`;
}

/** A device as the servers know it; `station` null: a spare, which may stand in for any. */
export type FleetPlace = Omit<JournalName, 'station'> & { readonly station: string | null };

/** The buckets that a console reads: not the locks, and not who is admitted where. */
export const consoleBuckets = ['device', 'alarm', 'health', 'results'] as const;
export type ConsoleBucket = (typeof consoleBuckets)[number];

/** What a console's client puts before the names of what it asks of JetStream (`apiPrefix`). */
export const READ_API = 'read.API';

/**
 * What a console may ask of JetStream: batches of the stream of journals, parts of results files, one at a time and by name,
 * and to be told of what stands in its buckets.
 */
const consoleAsks: readonly string[] = [
  ...[`STREAM.INFO.${STREAM}`, `STREAM.MSG.GET.${STREAM}`, `STREAM.MSG.GET.${RESULTS_STREAM}`],
  ...consoleBuckets.flatMap((bucket) => [
    ...[`STREAM.INFO.KV_${bucket}`, `CONSUMER.CREATE.KV_${bucket}.>`],
    ...[`CONSUMER.INFO.KV_${bucket}.*`, `CONSUMER.DELETE.KV_${bucket}.*`],
  ]),
];
/** By which a client says that it keeps up with what it follows. */
const consoleKeepsUp: readonly string[] = consoleBuckets.map((bucket) => `$JS.FC.KV_${bucket}.>`);
const consoleHears = `${inboxPrefix(CONSOLE)}.>`;

/**
 * Two accounts. Whoever may ask JetStream says where it is to answer, and the servers do not look whether he may write there:
 * an answer would stand as a lock in a bucket, or as a batch in a journal. So consoles are in an account of their own, in
 * which nothing is kept. The few questions that they have are taken over from there one by one, and what is answered to one
 * ends in its account, wherever it wanted it. They have another prefix: a server answers its own for each account itself.
 */
function accounts(keeps: boolean, users: string): readonly string[] {
  const own = ['HUB {', ...(keeps ? ['jetstream: enabled'] : [])];
  if (!keeps) return ['accounts {', ...own, `include ${quoted(users)}`, '}', '}'];
  const to = 'accounts: [CONSOLE]';
  const exports = [
    ...consoleAsks.map((ask) => `{ service: ${quoted(`$JS.API.${ask}`)}, ${to} }`),
    ...[...consoleKeepsUp, PUBLISHED].map((subject) => `{ service: ${quoted(subject)}, ${to} }`),
    `{ stream: ${quoted(consoleHears)}, ${to} }`,
  ];
  const from = (subject: string): string => `{ account: HUB, subject: ${quoted(subject)} }`;
  const imports = [
    ...consoleAsks.map((ask) => `{ service: ${from(`$JS.API.${ask}`)}, to: ${quoted(`${READ_API}.${ask}`)} }`),
    ...[...consoleKeepsUp, PUBLISHED].map((subject) => `{ service: ${from(subject)} }`),
    `{ stream: ${from(consoleHears)} }`,
  ];
  const may = [...consoleAsks.map((ask) => `${READ_API}.${ask}`), ...consoleKeepsUp, PUBLISHED].map(quoted).join(', ');
  const permissions = `{ publish: [${may}], subscribe: [${quoted(consoleHears)}] }`;
  return [
    ...['accounts {', ...own, 'exports: [', ...exports, ']', `include ${quoted(users)}`, '}'],
    ...['CONSOLE {', 'imports: [', ...imports, ']'],
    ...[`users: [ { user: ${quoted(networkName(CONSOLE))}, permissions: ${permissions} } ]`, '}', '}'],
  ];
}

/**
 * The users beside the consoles: the hub itself, and every device, which may send what is its own, hear what is answered to
 * it, and nothing else. The same for all servers; after a change each is told to read it again.
 */
export function usersConfig(places: readonly FleetPlace[]): string {
  const byDevice = Map.groupBy(places, ({ device }) => device);
  const users = [...byDevice].map(([device, own]) => {
    const publish = own.map((one) => quoted(mayPublish(one))).join(', ');
    const subscribe = quoted(`${inboxPrefix(device)}.>`);
    return `{ user: ${quoted(networkName(device))}, permissions: { publish: [${publish}], subscribe: [${subscribe}] } }`;
  });
  return `users: [\n${[`{ user: ${quoted(networkName(HUB))} }`, ...users].join('\n')}\n]\n`;
}

const quoted = (text: string): string => JSON.stringify(text);
