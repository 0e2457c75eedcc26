import { askedHub, type HubAsker, writtenAsk } from '../network/hub-asks.ts';
import type { HubWay } from '../network/hub-ways.ts';
import type { PackageSource } from './source.ts';

/** Milliseconds in which a piece comes over a slow mobile link; nobody waits for it. */
const PIECE_MS = 45_000;
const ANSWER_MS = 10_000;
/** A kiosk that serves voters takes no more than this of its link, in bytes a second; one without a package waits for it. */
const BESIDE_VOTERS = 131_072;
const ALONE = 4 * 1024 ** 2;

/** The commission's hub, from which packages are had. @param sign Ed25519 over 32 bytes, by the device's key @param alone nobody is served here yet */
export function hubSource(way: HubWay, sign: HubAsker['sign'], alone: boolean): PackageSource {
  const asker: HubAsker = { name: way.name, keys: [way.key], ask: way.ask, clock: way.clock, sign };
  return {
    name: 'hub',
    bytesPerSecond: alone ? ALONE : BESIDE_VOTERS,
    isFree: () => way.isFree,
    async offers() {
      const answer = await askedHub(asker, { ask: 'packages' }, ANSWER_MS);
      if (answer?.answer !== 'packages') return null;
      return { packages: answer.packages, differences: answer.differences ?? [] };
    },
    async piece(sha256, n) {
      const asked = writtenAsk(asker, { ask: 'piece', package: sha256, n });
      const text = await way.ask('pieces', asked.text, PIECE_MS);
      return text === null ? null : Buffer.from(text, 'base64');
    },
  };
}
