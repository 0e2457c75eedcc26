import { expect, it } from 'vitest';
import { toHex } from '../../../core/crypto/encoding.ts';
import type { ResultsName } from '../../../core/hub/results-state.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { ok } from '../../../core/problem/result.ts';
import {
  election,
  fileOf,
  headOf,
  imageOf,
  sign,
  signByAnother,
  version,
} from '../../../core/results/results-file.fixture.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { FilePieces } from './pieces.ts';
import { signedStart } from './signed-start.ts';

const of: ResultsName = { election: election.id, mode: election.mode, station: '0001', sitting: '2023-10-08-1' };
const image = Buffer.alloc(100_000, 3);
const head = headOf([version()], { images: [imageOf(image, 1)] });
const inMemory = (bytes: Uint8Array): FilePieces & { readonly reads: number[] } => {
  const reads: number[] = [];
  return {
    reads,
    async read(from, to) {
      reads.push(to - from);
      return ok(bytes.subarray(from, to));
    },
  };
};
const registered = (): Trust => ({
  ...{ election: election.id, mode: election.mode },
  devices: [
    {
      ...{ device: 'd-box', key: 'k-box', algorithm: 'Ed25519', station: '0001' },
      publicKey: toHex(nodeCrypto.ed25519PublicKey(new Uint8Array(32).fill(7))),
    },
  ],
});
const nobody = () => null;

it('reads no more of a file than its head takes, and holds it against the zone that the commission has registered', async () => {
  const file = inMemory(fileOf(head, [image], sign));
  const start = await signedStart(file, of, registered, nodeCrypto);
  expect(start.ok && start.value.head.images).toEqual(head.images);
  expect(file.reads).toEqual([65_536]);
  const forged = inMemory(fileOf(head, [image], signByAnother));
  expect(await signedStart(forged, of, registered, nodeCrypto)).toEqual({ ok: false, error: 'altered' });
  // Of a zone that the commission has not registered the hub knows by which key it signs.
  expect((await signedStart(forged, of, nobody, nodeCrypto)).ok).toBe(true);
});

it('reads on where a head is long: that of a station of all constituencies', async () => {
  const versions = Array.from({ length: 60 }, () => version());
  const long = headOf(versions, { images: head.images });
  const file = inMemory(fileOf(long, [image]));
  expect((await signedStart(file, of, registered, nodeCrypto)).ok).toBe(true);
  expect(file.reads.slice(0, 2)).toEqual([65_536, 262_144]);
});

it('takes no file of another station or sitting, and nothing that is no such file', async () => {
  const file = inMemory(fileOf(head, [image]));
  for (const other of [{ station: '0002' }, { sitting: '2023-10-08-2' }, { election: 'another' }]) {
    expect(await signedStart(file, { ...of, ...other }, nobody, nodeCrypto)).toEqual({ ok: false, error: 'altered' });
  }
  for (const bytes of [Buffer.alloc(0), Buffer.from('{}\n'), Buffer.alloc(9 * 1024 ** 2, 0x20)]) {
    expect((await signedStart(inMemory(bytes), of, nobody, nodeCrypto)).ok).toBe(false);
  }
});
