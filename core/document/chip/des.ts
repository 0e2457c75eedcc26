/**
 * DES and two-key triple DES (FIPS 46-3), which basic access control is made of and no library of core has.
 * Blocks are pairs of 32-bit halves, kept in one array. Not for anything new.
 */
const S_BOXES = [
  'e4d12fb83a6c5907 0f74e2d1a6cb9538 41e8d62bfc973a50 fc8249175b3ea06d',
  'f18e6b34972dc05a 3d47f28ec01a69b5 0e7ba4d158c6932f d8a13f42b67c05e9',
  'a09e63f51dc7b428 d709346a285ecbf1 d6498f30b12c5ae7 1ad069874fe3b52c',
  '7de3069a1285bc4f d8b56f03472c1ae9 a690cb7df13e5284 3f06a1d8945bc72e',
  '2c417ab6853fd0e9 eb2c47d150fa3986 421bad78f9c5630e b8c71e2d6f09a453',
  'c1af92680d34e75b af427c9561de0b38 9ef528c3704a1db6 432c95fabe17608d',
  '4b2ef08d3c975a61 d0b7491ae35c2f86 14bdc37eaf680592 6bd814a7950fe23c',
  'd2846fb1a93e50c7 1fd8a374c56b0e92 7b419ce206adf358 21e74a8dfc90356b',
];
const P = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
];
const PC1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36, 63, 55,
  47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
];
const PC2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55, 30,
  40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];
const SHIFTS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];
const BLOCK = 8;

/** S-box and permutation P of a round in one table: 8 boxes of 64 words. */
const SP = new Uint32Array(512);
S_BOXES.forEach((text, box) => {
  const digits = text.replaceAll(' ', '');
  for (let input = 0; input < 64; input++) {
    const row = ((input >> 4) & 2) | (input & 1);
    const nibble = Number.parseInt(digits.charAt(row * 16 + ((input >> 1) & 15)), 16);
    const spread = nibble << (28 - 4 * box);
    let word = 0;
    P.forEach((from, to) => {
      if ((spread >>> (32 - from)) & 1) word |= 1 << (31 - to);
    });
    SP[box * 64 + input] = word;
  }
});

/** The 16 round keys of an 8-byte key, each as eight 6-bit groups. Parity bits are not looked at. */
function schedule(key: Uint8Array): Uint8Array {
  const bits = PC1.map((at) => ((key[(at - 1) >> 3] as number) >> (7 - ((at - 1) & 7))) & 1);
  const keys = new Uint8Array(128);
  let turn = 0;
  SHIFTS.forEach((shift, round) => {
    turn += shift;
    PC2.forEach((at, i) => {
      const half = at > 28 ? 28 : 0;
      const bit = bits[half + ((at - 1 - half + turn) % 28)] as number;
      const group = round * 8 + Math.floor(i / 6);
      keys[group] = ((keys[group] as number) << 1) | bit;
    });
  });
  return keys;
}

/** Bits of a block's 64 in the order of the initial permutation, most significant first. */
const IP = Array.from({ length: 64 }, (_, i) => {
  const row = i >> 3;
  const first = row < 4 ? 57 + 2 * row : 56 + 2 * (row - 4);
  return first - 8 * (i & 7);
});

function bitAt(block: Uint32Array, at: number): number {
  return ((block[at >> 5] as number) >>> (31 - (at & 31))) & 1;
}

function permute(block: Uint32Array, inverse: boolean): void {
  const from = Uint32Array.from(block);
  block.fill(0);
  IP.forEach((source, target) => {
    const [read, write] = inverse ? [target, source] : [source, target];
    if (bitAt(from, read)) block[write >> 5] = (block[write >> 5] as number) | (1 << (31 - (write & 31)));
  });
}

/** The sixteen rounds and the last exchange of halves, between the two permutations. */
function rounds(keys: Uint8Array, block: Uint32Array, decrypt: boolean): void {
  let left = block[0] as number;
  let right = block[1] as number;
  for (let round = 0; round < 16; round++) {
    const from = (decrypt ? 15 - round : round) * 8;
    // Expansion E: every group of six bits is four of the word with a neighbour on each side.
    const turned = (right >>> 27) | (right << 5);
    let out = 0;
    for (let box = 0; box < 8; box++) {
      const group = (turned << (4 * box)) | (turned >>> ((32 - 4 * box) & 31));
      out ^= SP[box * 64 + ((group & 0x3f) ^ (keys[from + box] as number))] as number;
    }
    const next = left ^ out;
    left = right;
    right = next;
  }
  block[0] = right;
  block[1] = left;
}

/** Steps of one block: a key schedule, and whether it deciphers. */
type Steps = readonly (readonly [keys: Uint8Array, decrypt: boolean])[];

function crypt(steps: Steps, block: Uint32Array): void {
  permute(block, false);
  for (const [keys, decrypt] of steps) rounds(keys, block, decrypt);
  permute(block, true);
}

function load(bytes: Uint8Array, at: number, into: Uint32Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  into[0] = view.getUint32(at);
  into[1] = view.getUint32(at + 4);
}

function store(block: Uint32Array, bytes: Uint8Array, at: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(at, block[0] as number);
  view.setUint32(at + 4, block[1] as number);
}

function requireBlocks(key: Uint8Array, data: Uint8Array): void {
  if (key.length !== 2 * BLOCK || data.length % BLOCK !== 0)
    throw new RangeError('triple DES: 16-byte key, whole blocks');
}

/** Two-key triple DES, CBC, initial vector zero, no padding. Throws RangeError for a wrong length (a bug of the caller). */
export function tripleDesCbc(key: Uint8Array, data: Uint8Array, direction: 'encrypt' | 'decrypt'): Uint8Array {
  requireBlocks(key, data);
  const one = schedule(key.subarray(0, BLOCK));
  const two = schedule(key.subarray(BLOCK));
  const decrypt = direction === 'decrypt';
  const steps: Steps = [
    [one, decrypt],
    [two, !decrypt],
    [one, decrypt],
  ];
  const out = new Uint8Array(data.length);
  const block = new Uint32Array(2);
  const chain = new Uint32Array(2);
  const input = new Uint32Array(2);
  for (let at = 0; at < data.length; at += BLOCK) {
    load(data, at, input);
    block.set(input);
    if (!decrypt) xor(block, chain);
    crypt(steps, block);
    if (decrypt) xor(block, chain);
    chain.set(decrypt ? input : block);
    store(block, out, at);
  }
  return out;
}

function xor(block: Uint32Array, other: Uint32Array): void {
  block[0] = (block[0] as number) ^ (other[0] as number);
  block[1] = (block[1] as number) ^ (other[1] as number);
}

/**
 * Retail MAC: ISO/IEC 9797-1 algorithm 3 with DES, initial vector zero; `data` is padded already.
 * @returns 8 bytes
 */
export function retailMac(key: Uint8Array, data: Uint8Array): Uint8Array {
  requireBlocks(key, data);
  const one = schedule(key.subarray(0, BLOCK));
  const two = schedule(key.subarray(BLOCK));
  const chain = new Uint32Array(2);
  const block = new Uint32Array(2);
  for (let at = 0; at < data.length; at += BLOCK) {
    load(data, at, block);
    xor(chain, block);
    crypt([[one, false]], chain);
  }
  crypt(
    [
      [two, true],
      [one, false],
    ],
    chain,
  );
  const mac = new Uint8Array(BLOCK);
  store(chain, mac, 0);
  return mac;
}
