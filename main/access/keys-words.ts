import { toHex } from '../../core/crypto/encoding.ts';
import { nodeCrypto } from '../crypto/node.ts';

/**
 * 256 short Latin-letter words for the 256 values of a byte: everyday English nouns of 3–6 letters, none a prefix of
 * another and no two that sound alike. They are read aloud by two people, so they are the same in all languages.
 */
// biome-ignore format: a table
const list = (
  'acorn album alley amber anchor angle apple apron arrow aspen atlas autumn badge bagel bamboo banjo barley basket beacon bean beaver bell ' +
  'birch bishop blanket blossom board bonfire border bottle branch bread bridge brush bucket butter button cabin cable cactus camel canal ' +
  'candle canoe canyon carpet castle cedar cellar chalk cherry chess chimney circle cliff clock cloud clover coal cobra coffee comet copper ' +
  'coral cotton cradle crane crown crystal curtain cymbal dagger daisy dance desert diamond dinner dolphin donkey dragon drum eagle echo ' +
  'eclipse elbow elm ember engine evening fabric falcon farmer feather fence ferry fiddle field finger flame flute forest fossil fountain ' +
  'fox frost garden garlic gate geyser ginger glacier globe glove goose granite grape guitar hammer harbor hazel helmet hill honey horizon ' +
  'hotel hunter igloo insect island ivory jacket jasmine jewel jigsaw juice jungle kayak kettle kitchen kite knot ladder lagoon lake lantern ' +
  'laurel leather lemon library lily lion lobster lotus lumber magnet mango maple marble market meadow melon metal mirror monkey moon ' +
  'mosaic mountain museum napkin nectar needle nest noodle nutmeg oasis ocean olive onion opera orange orchid otter oven owl oyster paddle ' +
  'palace panda paper parrot peach pebble pencil pepper piano picnic pigeon pillow pine planet pocket polar pond poppy prairie pumpkin puzzle ' +
  'quartz quilt rabbit radio raft rainbow raven ribbon river rocket rose ruby saddle saffron sail salmon sandal school shadow shelf silver ' +
  'sketch snow soup spider spoon spring statue stone sugar summer swan table temple thunder tiger timber tomato ' +
  'topaz torch tower trumpet tulip tunnel turtle valley velvet violin walnut'
).split(' ');

/** How many words a fingerprint has: 64 bits, what two people can read aloud and still compare. */
export const FINGERPRINT_WORDS = 8;

/** The words of a public key: the first bytes of SHA-256("taanuu/fingerprint/1" ‖ key), a word each. */
export function fingerprintWords(publicKey: Uint8Array): readonly string[] {
  return wordsFor(nodeCrypto.sha256(Buffer.from('taanuu/fingerprint/1'), publicKey));
}

/** The words of a journal's head (64 hex digits): its first bytes, a word each. */
export function headWords(head: string): readonly string[] {
  return wordsFor(Buffer.from(head, 'hex'));
}

function wordsFor(hash: Uint8Array): readonly string[] {
  return [...hash.subarray(0, FINGERPRINT_WORDS)].map((byte) => {
    const word = list[byte];
    if (word === undefined) throw new Error('the word list is too short');
    return word;
  });
}

/** A key's id where a short name is needed: the first 16 hex digits of the same hash. */
export function keyId(publicKey: Uint8Array): string {
  return toHex(nodeCrypto.sha256(Buffer.from('taanuu/fingerprint/1'), publicKey)).slice(0, 16);
}

/** Whether words that a person typed (in any case, with any spaces between them) are those of this key. */
export function areWordsOf(typed: string, publicKey: Uint8Array): boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return words.join(' ') === fingerprintWords(publicKey).join(' ');
}

/** The whole list, for tests. */
export const fingerprintWordList: readonly string[] = list;
