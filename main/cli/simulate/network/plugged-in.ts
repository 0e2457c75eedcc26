import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { IntoLink, OutOfLink, StationNetwork } from '../../../../core/network/link.ts';
import type { DeviceKeys } from '../../../access/keys.ts';
import { networkKey } from '../../../network/certificates.ts';
import type { Place } from './lan.ts';

/**
 * Somebody's machine on the station's cable: a link without a zone, that says whatever it is given. Whether the others take
 * it in is decided by its certificate.
 */
export class PluggedIn {
  /** What was said to all, as it came. */
  readonly heard: string[] = [];
  joined: readonly string[] = [];
  readonly #child: ChildProcess;

  /**
   * @param own its certificate, PEM
   * @param devices those whom it believes itself
   */
  constructor(around: {
    readonly keys: DeviceKeys;
    readonly own: string;
    readonly devices: ReadonlyMap<string, string>;
    readonly cluster: string;
    readonly place: Place;
    readonly peers: readonly string[];
    readonly folder: string;
  }) {
    const { keys, own, devices, cluster, place, peers, folder } = around;
    const signer = { name: keys.device, sign: (bytes: Uint8Array) => keys.signing.sign(bytes) };
    const network: StationNetwork = {
      ...{ device: keys.device, cluster, ...networkKey(signer, own, ['127.0.0.1']) },
      devices: { ...Object.fromEntries(devices), [keys.device]: own },
      ...{ listen: place.at, peers: [...peers], discover: false, hub: null },
    };
    const [program = process.execPath, ...before] = [...place.through, process.execPath];
    this.#child = fork(fileURLToPath(new URL('../../../link/main.ts', import.meta.url)), [folder], {
      ...{ execPath: program, execArgv: before },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (raw: { readonly say: string; readonly message?: OutOfLink }) => {
      if (raw.say !== 'through' || !raw.message) return;
      if (raw.message.link === 'here') this.#tell({ link: 'serve', network });
      else if (raw.message.link === 'letter') this.heard.push(raw.message.text);
      else if (raw.message.link === 'network') this.joined = raw.message.joined;
    });
    this.#child.send({ say: 'start', held: {}, setAside: [] });
  }

  /** To all, or to one. */
  say(text: string, to: string | null = null): void {
    this.#tell({ link: 'letter', to, text });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || !this.#child.connected) return;
    const gone = once(this.#child, 'exit');
    this.#child.send({ say: 'stop' });
    await gone;
  }

  #tell(message: IntoLink): void {
    if (this.#child.connected) this.#child.send({ say: 'from', passage: 'link', message }, () => {});
  }
}
