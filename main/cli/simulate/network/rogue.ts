import { toHex } from '../../../../core/crypto/encoding.ts';
import { canonical } from '../../../../core/journal/canonical.ts';
import { eventHash } from '../../../../core/journal/chain.ts';
import type { Envelope } from '../../../../core/journal/event.ts';
import { letterNumbers, type Sender, type Word, writeLetter } from '../../../../core/network/words.ts';
import type { DeviceKeys } from '../../../access/keys.ts';
import { nodeCrypto } from '../../../crypto/node.ts';
import type { Chance } from '../../../demo/random.ts';
import { OTHER_STATION } from './laboratory.ts';
import type { PluggedIn } from './plugged-in.ts';

/** What every kiosk must have refused, and why; `again`: letters of before; events: every kiosk but the one whose they claim to be. */
export const lies = {
  letters: ['elsewhere', 'forged', 'not-a-letter', 'not-ours'],
  again: ['said-before'],
  events: ['changed', 'forged', 'forked', 'not-canonical', 'wrong-device', 'wrong-election'],
} as const;

/**
 * Somebody with a certificate of the station who says what is not so, each kind of lie once.
 * @param here whose letters they are to be
 * @param of the kiosk whose journal the events claim to be of, and a line that stands there
 */
export function lie(
  machine: PluggedIn,
  keys: DeviceKeys,
  here: Omit<Sender, 'from'>,
  of: { readonly keys: DeviceKeys; readonly line: string },
): void {
  const signedBy = (whose: DeviceKeys) => (hash: Uint8Array) => whose.signing.sign(hash);
  const letterAs = (sender: Partial<Sender>, word: Word): string =>
    writeLetter({ ...here, from: keys.device, ...sender }, { to: null, n: next(), word }, signedBy(keys), nodeCrypto);
  const next = letterNumbers(Math.floor(performance.now()) + 1);
  const word: Word = { word: 'here', now: 0, heads: {}, list: 1, open: [], hub: false };
  const letters = [
    'hello',
    // A letter in another one's name, a good one that was altered, and such as are meant for somebody else.
    letterAs({ from: of.keys.device }, word),
    letterAs({}, word).replace('"now":0', '"now":1'),
    letterAs({ station: OTHER_STATION }, word),
    letterAs({ election: 'another-election' }, word),
    letterAs({ mode: 'official' }, word),
    letterAs({ from: 'nobody' }, word),
  ];
  const event = JSON.parse(of.line) as Envelope;
  const signed = (change: Partial<Envelope>, by: DeviceKeys): string => {
    const changed = { ...event, ...change };
    const hash = eventHash(changed, nodeCrypto);
    return canonical({ ...changed, hash: toHex(hash), sig: toHex(signedBy(by)(hash)) });
  };
  const at = '2023-10-08T08:00:00.000+06:00';
  const events = [
    '{"seq":1}',
    canonical({ ...event, at }),
    signed({ at }, keys),
    // Its own key has signed a second history, an event of another election, one of another station.
    signed({ at }, of.keys),
    signed({ election: 'another-election' }, of.keys),
    signed({ station: OTHER_STATION }, of.keys),
  ];
  for (const text of letters) machine.say(text);
  for (const line of events) machine.say(letterAs({}, { word: 'events', lines: [line] }));
}

/** Says again what was heard, out of order and more than once. @returns how many letters */
export function sayAgain(machine: PluggedIn, dice: Chance, count: number): number {
  const heard = [...machine.heard];
  if (heard.length === 0) return 0;
  for (let n = 0; n < count; n += 1) machine.say(dice.pick(heard));
  return count;
}
