import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../core/crypto/encoding.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import { EMPTY_CHAIN, eventHash, makeEvent } from '../../../core/journal/chain.ts';
import type { JournalEvent, JournalIdentity } from '../../../core/journal/event.ts';
import { HLC_ZERO } from '../../../core/journal/hlc.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { InForce } from '../kiosk.ts';
import { readContinuation } from './opened-copy.ts';
import { trustOfForce, trustOfSpeakers } from './trust.ts';

const secret = (device: string): Uint8Array => nodeCrypto.sha256(utf8(device));
const entry = (device: string, change: { station?: string | null; revoked?: string } = {}) => ({
  ...{ device, key: `k-${device}`, station: '0001', ...change },
  signing: Buffer.from(nodeCrypto.ed25519PublicKey(secret(device))).toString('base64url'),
});
const force = {
  election: { id: 'e', mode: 'laboratory' },
  precinct: { number: '0001' },
  devices: [
    entry('old'),
    entry('next'),
    entry('spare', { station: null }),
    entry('stolen', { revoked: '2023-10-05T00:00:00Z' }),
    entry('neighbour', { station: '0002' }),
  ],
} as unknown as InForce;

const identity = (device: string, station = '0001'): JournalIdentity => {
  return { election: 'e', mode: 'laboratory', station, device, key: `k-${device}` };
};
const HEAD = 'a'.repeat(64);
const own = { identity: identity('old'), hashOf: (seq: number) => (seq === 7 ? HEAD : null) };
const body: BodyOf<'copy.continued'> = { device: 'old', head: HEAD, count: 7, sitting: null, approvers: [] };

function lineOf(by: JournalIdentity, change: Partial<typeof body> = {}): string {
  const at = '2023-10-08T08:00:00.000+06:00';
  const draft = { type: 'copy.continued', sitting: null, actor: { role: 'system' }, hlc: HLC_ZERO, at } as const;
  const sign = (hash: Uint8Array) => nodeCrypto.ed25519Sign(hash, secret(by.device));
  return makeEvent(by, EMPTY_CHAIN, { ...draft, body: { ...body, ...change } }, sign, nodeCrypto).line;
}

const reads = (line: string): string | null =>
  readContinuation(utf8(line), own, trustOfSpeakers(force), nodeCrypto)?.device ?? null;
const said = (by: JournalIdentity, change: Partial<typeof body> = {}): string | null => reads(lineOf(by, change));

describe('the word that another kiosk has gone on', () => {
  it('is believed of a device in use, of this station or a spare', () => {
    expect([said(identity('next')), said(identity('spare'))]).toEqual(['next', 'spare']);
  });

  it('is not believed of a device out of use, of another station or unknown', () => {
    expect(said(identity('stolen'))).toBeNull();
    expect(said(identity('neighbour'))).toBeNull();
    expect(said(identity('neighbour', '0002'))).toBeNull();
    expect(said(identity('nobody'))).toBeNull();
  });

  it('is not believed of another journal than this one', () => {
    expect(said(identity('next'), { device: 'other' })).toBeNull();
    expect(said(identity('next'), { head: 'b'.repeat(64) })).toBeNull();
    expect(said(identity('next'), { count: 8 })).toBeNull();
  });

  it('is not believed with a body that the catalogue does not have', () => {
    const event = JSON.parse(lineOf(identity('next'))) as JournalEvent;
    // Well signed, whatever stands in it.
    const signed = (changed: unknown): string => {
      const hash = eventHash({ ...event, body: changed } as JournalEvent, nodeCrypto);
      const sig = toHex(nodeCrypto.ed25519Sign(hash, secret('next')));
      return canonical({ ...event, body: changed, hash: toHex(hash), sig } as never);
    };
    expect(reads(signed(body))).toBe('next');
    expect(reads(signed({ ...body, more: 'text' }))).toBeNull();
    expect(reads(signed({ device: 'old', head: HEAD, count: '7' }))).toBeNull();
  });
});

describe('whose signatures are known', () => {
  it('holds all of the package for what was written before, with the station that each has', () => {
    expect(trustOfForce(force).devices.map(({ device, station }) => [device, station])).toEqual([
      ['old', '0001'],
      ['next', '0001'],
      ['spare', undefined],
      ['stolen', '0001'],
      ['neighbour', '0002'],
    ]);
    expect(trustOfSpeakers(force).devices.map(({ device, station }) => [device, station])).toEqual([
      ['old', '0001'],
      ['next', '0001'],
      ['spare', '0001'],
    ]);
  });
});
