import type { KV } from '@nats-io/kv';
import type { JournalName } from '../../core/hub/names.ts';
import { PIECE_BYTES } from '../../core/hub/packages.ts';
import type { PackageBytes } from '../package/bytes.ts';
import { openBytes, rootNamedAt } from '../package/reader.ts';
import { allOffers, type KeptOffer, pieceFor } from './packages.ts';
import type { ResultsTrustFile } from './results-trust.ts';

/**
 * What results files of an election are held against, as the signed packages say it that the commission has put into the hub
 * for its kiosks: the newest one's word, of whichever station it is. Nobody has to tell the hub a second time.
 */
type Of = Pick<JournalName, 'election' | 'mode'>;
type Place = Of & Pick<JournalName, 'station'>;

/** Whether a root key is the commission's whose hub this is. */
export type TrustsRoot = (root: Uint8Array) => boolean;

/** The bytes of a package as they lie in the bucket, in pieces. */
function keptBytes(kv: KV, of: Place, { package: sha256, bytes }: KeptOffer): PackageBytes {
  let last: { readonly n: number; readonly piece: Promise<Uint8Array | null> } | null = null;
  const pieceAt = (n: number): Promise<Uint8Array | null> => {
    if (last?.n !== n) last = { n, piece: pieceFor(kv, of, { package: sha256, n }) };
    return last.piece;
  };
  return {
    async read(buffer, offset, length, position) {
      let done = 0;
      while (done < length && position + done < bytes) {
        const at = position + done;
        const piece = await pieceAt(Math.floor(at / PIECE_BYTES));
        const some = piece?.subarray(at % PIECE_BYTES, (at % PIECE_BYTES) + length - done);
        if (!some || some.length === 0) break;
        buffer.set(some, offset + done);
        done += some.length;
      }
      return { bytesRead: done };
    },
    size: async () => bytes,
    close: async () => {},
  };
}

/** What one of them says; null: it is not there whole, or not the commission's. */
async function trustIn(kv: KV, of: Place, offer: KeptOffer, trusts: TrustsRoot): Promise<ResultsTrustFile | null> {
  const root = await rootNamedAt(keptBytes(kv, of, offer), 0);
  if (!root || !trusts(root)) return null;
  const opened = await openBytes(keptBytes(kv, of, offer), root, of.station);
  if (!opened.ok || opened.value.sha256 !== offer.package) return null;
  const { election, policy } = opened.value.manifest;
  return { format: 'taanuu/results-trust/1', election, policy: policy.results };
}

/** What the newest package of an election in the hub says; null: there is none. */
export async function trustOfPackages(kv: KV, of: Of, trusts: TrustsRoot): Promise<ResultsTrustFile | null> {
  const [newest] = [...(await allOffers(kv, of))].sort((a, b) => b.offer.version - a.offer.version);
  return newest ? trustIn(kv, newest, newest.offer, trusts) : null;
}

/** What all packages in the hub say, as they come. */
export class PackageTrusts {
  readonly #kv: KV;
  readonly #trusts: TrustsRoot;
  readonly #known = new Map<string, { readonly version: number; readonly trust: ResultsTrustFile }>();
  #stop: () => void = () => {};

  constructor(kv: KV, trusts: TrustsRoot) {
    this.#kv = kv;
    this.#trusts = trusts;
  }

  get all(): readonly ResultsTrustFile[] {
    return [...this.#known.values()].map(({ trust }) => trust);
  }

  /** Follows them. @param heard told when one says something new */
  async start(heard: () => void, failed: (error: unknown) => void): Promise<void> {
    const watch = await this.#kv.watch({ key: 'offers.>' });
    this.#stop = () => watch.stop();
    void (async () => {
      for await (const entry of watch) {
        const [, election = '', mode = '', station = ''] = entry.key.split('.');
        if (entry.operation !== 'PUT') continue;
        const [newest] = entry.json<readonly KeptOffer[]>();
        const of = { election, mode, station } as Place;
        if (newest && (await this.#take(of, newest).catch(failed))) heard();
      }
    })().catch(failed);
  }

  stop(): void {
    this.#stop();
  }

  async #take(of: Place, offer: KeptOffer): Promise<boolean> {
    const name = `${of.election}.${of.mode}`;
    if ((this.#known.get(name)?.version ?? -1) >= offer.version) return false;
    const trust = await trustIn(this.#kv, of, offer, this.#trusts);
    if (trust) this.#known.set(name, { version: offer.version, trust });
    return trust !== null;
  }
}
