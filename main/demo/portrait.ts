import { Resvg } from '@resvg/resvg-js';
import { encodePng } from '../images/png.ts';
import { chance } from './random.ts';

/**
 * A drawn portrait: pleasant, varied by sex and age, and at first sight a drawing, so that nobody takes the
 * people of the demonstration for real ones. The same person always has the same face.
 */
export interface Sitter {
  /** Anything that is the person's own, for example the record's id. */
  readonly seed: string;
  readonly sex: 'female' | 'male';
  readonly age: number;
}

interface Looks {
  readonly skin: string;
  readonly shade: string;
  readonly hair: string;
  readonly eyes: string;
  readonly cloth: string;
  readonly trim: string;
  readonly background: string;
  readonly headwear: 'none' | 'kalpak' | 'headscarf' | 'beret';
  readonly hairStyle: number;
  readonly face: { readonly width: number; readonly jaw: number };
  readonly brow: number;
  readonly mouth: number;
  readonly glasses: boolean;
  readonly beard: 'none' | 'moustache' | 'beard';
  readonly wrinkles: number;
  readonly collar: number;
  readonly earrings: boolean;
}

const skins = [
  ['#f2cfa9', '#dcae84'],
  ['#eac096', '#cf9c70'],
  ['#dfae82', '#c08d61'],
  ['#f6dcbd', '#e0bb94'],
] as const;
const darkHair = ['#231a17', '#1b1b20', '#33241c', '#3d2b20', '#4a3426'] as const;
const greyHair = ['#8d8a87', '#b9b6b2', '#d9d6d1', '#6d6a68'] as const;
const cloths = [
  '#355c7d',
  '#6c8a5b',
  '#8a4f5f',
  '#4d4a6b',
  '#a3703f',
  '#3f6b66',
  '#78553f',
  '#5b6770',
  '#93434a',
] as const;
const grounds = ['#dfe8ee', '#e9e4d8', '#e2ebe0', '#ece1e4', '#e4e2ee'] as const;
const scarves = ['#c8574f', '#5b86a8', '#d6a24a', '#7b9a69', '#9a6c9c', '#e3ded4'] as const;

function looksOf({ seed, sex, age }: Sitter): Looks {
  const dice = chance(`portrait/${seed}`);
  const [skin, shade] = dice.pick(skins);
  const grey = age > 42 && dice.happens(Math.min(0.95, (age - 42) / 30));
  const woman = sex === 'female';
  const headwear = woman
    ? dice.happens(age > 55 ? 0.6 : age > 35 ? 0.18 : 0.04)
      ? 'headscarf'
      : dice.happens(0.04)
        ? 'beret'
        : 'none'
    : dice.happens(age > 55 ? 0.5 : age > 30 ? 0.12 : 0.03)
      ? 'kalpak'
      : 'none';
  return {
    skin,
    shade,
    hair: grey ? dice.pick(greyHair) : dice.pick(darkHair),
    eyes: dice.pick(['#2b1d16', '#3a281c', '#4a3524']),
    cloth: dice.pick(cloths),
    trim: dice.pick(scarves),
    background: dice.pick(grounds),
    headwear,
    hairStyle: dice.below(4),
    face: { width: 54 + dice.below(11) + (woman ? 0 : 3), jaw: dice.below(14) + (woman ? 0 : 7) },
    brow: dice.below(5),
    mouth: dice.below(3),
    glasses: dice.happens(age > 50 ? 0.32 : 0.12),
    beard:
      woman || age < 22
        ? 'none'
        : dice.pick(['none', 'none', 'none', 'moustache', age > 58 ? 'beard' : 'none'] as const),
    wrinkles: Math.max(0, Math.min(3, Math.floor((age - 38) / 12))),
    collar: dice.below(4),
    earrings: woman && dice.happens(0.5),
  };
}

/** The drawing as SVG. */
export function portraitSvg(sitter: Sitter): string {
  const look = looksOf(sitter);
  const woman = sitter.sex === 'female';
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 320" width="240" height="320">',
    `<rect width="240" height="320" fill="${look.background}"/>`,
    look.headwear === 'none' || look.headwear === 'beret' ? hairBehind(look, woman) : '',
    body(look, woman),
    head(look),
    features(look, woman),
    beard(look),
    look.headwear === 'headscarf' ? '' : hairInFront(look, woman),
    headwear(look),
    '</svg>',
  ].join('');
}

/** The drawing as PNG, 240 × 320, at most 12 kB. */
export function portraitPng(sitter: Sitter): Buffer {
  const image = new Resvg(portraitSvg(sitter), { font: { loadSystemFonts: false } }).render();
  return encodePng(image.width, image.height, image.pixels);
}

const circle = (x: number, y: number, r: number, fill: string) =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
const path = (d: string, fill: string) => `<path d="${d}" fill="${fill}"/>`;
const line = (d: string, stroke: string, width: number) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`;

function body({ cloth, skin, shade, trim, collar }: Looks, woman: boolean): string {
  const slope = woman ? 34 : 22;
  return [
    path(
      `M${woman ? 30 : 16} 320 C${woman ? 34 : 20} ${276 - slope / 3} 78 262 100 252 L140 252 C162 262 ${woman ? 206 : 220} ${276 - slope / 3} ${woman ? 210 : 224} 320 Z`,
      cloth,
    ),
    path('M98 205 L142 205 L144 258 C134 272 106 272 96 258 Z', shade),
    path('M98 205 L142 205 L142 236 C132 250 108 250 98 236 Z', skin),
    collar === 0 ? path('M96 252 L120 284 L144 252 L154 262 L124 306 L116 306 L86 262 Z', '#f4f1ea') : '',
    collar === 1 ? line('M94 256 C108 276 132 276 146 256', trim, 7) : '',
    collar === 2 ? path('M92 254 L120 300 L148 254 L158 258 L132 320 L108 320 L82 258 Z', '#ffffff55') : '',
  ].join('');
}

function head({ face, skin, shade }: Looks): string {
  const w = face.width;
  const left = 120 - w;
  const right = 120 + w;
  const jaw = 34 + face.jaw;
  return [
    circle(left + 2, 152, 11, shade),
    circle(right - 2, 152, 11, shade),
    path(
      `M${left} 140 C${left - 2} 84 ${right + 2} 84 ${right} 140 C${right} 178 ${120 + jaw} 218 120 222 C${120 - jaw} 218 ${left} 178 ${left} 140 Z`,
      skin,
    ),
  ].join('');
}

function features(look: Looks, woman: boolean): string {
  const { eyes, shade, hair, brow, mouth, wrinkles } = look;
  const lip = woman ? '#b0564f' : '#a8685a';
  const eye = (x: number, side: number) =>
    [
      path(
        `M${x - 13} 148 C${x - 6} 139 ${x + 6} 139 ${x + 13} 148 C${x + 6} 153 ${x - 6} 153 ${x - 13} 148 Z`,
        '#fbf8f2',
      ),
      circle(x, 147, 5.4, eyes),
      circle(x + 1.8, 145.2, 1.4, '#ffffff'),
      line(`M${x - 13} 147.5 C${x - 6} 139 ${x + 6} 139 ${x + 13} 147.5`, '#2a1f1a', woman ? 3 : 2.2),
      line(
        `M${x - 15 * side} ${131 + brow / 2} C${x - 4 * side} ${124 - brow / 3} ${x + 8 * side} ${125 + brow / 3} ${x + 15 * side} ${131 + brow / 3}`,
        hair,
        woman ? 3 : 4.6,
      ),
    ].join('');
  const smile = [4, 7, 10][mouth] ?? 7;
  const ageing = [
    wrinkles > 0 ? line('M86 160 C90 163 95 164 99 163 M141 163 C145 164 150 163 154 160', shade, 1.6) : '',
    wrinkles > 1 ? line('M98 178 C94 186 94 192 97 198 M142 178 C146 186 146 192 143 198', shade, 2) : '',
    wrinkles > 2 ? line('M98 113 C110 109 130 109 142 113 M102 120 C112 117 128 117 138 120', shade, 1.8) : '',
  ].join('');
  const glasses = look.glasses
    ? `<g fill="#ffffff30" stroke="#3b3f45" stroke-width="3"><rect x="78" y="134" width="36" height="28" rx="11"/><rect x="126" y="134" width="36" height="28" rx="11"/><path d="M114 145 C118 142 122 142 126 145" fill="none"/></g>`
    : '';
  return [
    circle(84, 176, 10, '#e58a7418'),
    circle(156, 176, 10, '#e58a7418'),
    eye(96, 1),
    eye(144, -1),
    line('M121 152 C125 164 127 171 122 174 C119 175.5 115 175 113 173', shade, 2.6),
    ageing,
    path(
      `M105 194 C112 190 117 191 120 193 C123 191 128 190 135 194 C128 ${196 + smile} 112 ${196 + smile} 105 194 Z`,
      lip,
    ),
    line('M104 194 C112 197 128 197 136 194', '#7b3f38', 1.4),
    glasses,
    look.earrings
      ? circle(66 + 54 - look.face.width, 166, 3.6, '#d9a93a') + circle(174 + look.face.width - 54, 166, 3.6, '#d9a93a')
      : '',
  ].join('');
}

function beard({ beard: kind, hair }: Looks): string {
  switch (kind) {
    case 'none':
      return '';
    case 'moustache':
      return path(
        'M100 190 C108 180 118 182 120 185 C122 182 132 180 140 190 C132 188 124 189 120 189 C116 189 108 188 100 190 Z',
        hair,
      );
    case 'beard':
      return path(
        'M84 186 C90 216 104 240 120 244 C136 240 150 216 156 186 C150 200 142 204 136 200 C132 186 108 186 104 200 C98 204 90 200 84 186 Z',
        hair,
      );
  }
}

function hairBehind({ hair, hairStyle, face }: Looks, woman: boolean): string {
  if (!woman) return '';
  const l = 120 - face.width - 12;
  const r = 120 + face.width + 12;
  switch (hairStyle) {
    case 0:
      return path(
        `M${l} 130 C${l} 60 ${r} 60 ${r} 130 C${r + 6} 190 ${r + 4} 240 ${r - 12} 268 L${l + 12} 268 C${l - 4} 240 ${l - 6} 190 ${l} 130 Z`,
        hair,
      );
    case 1:
      return path(
        `M${l} 130 C${l} 60 ${r} 60 ${r} 130 C${r + 4} 170 ${r} 200 ${r - 6} 212 L${l + 6} 212 C${l} 200 ${l - 4} 170 ${l} 130 Z`,
        hair,
      );
    case 2:
      // A plait over the shoulder.
      return path(
        `M${l + 4} 130 C${l} 62 ${r} 62 ${r - 4} 130 L${r - 2} 200 C${r + 8} 230 ${r + 4} 270 ${r - 4} 300 C${r - 16} 300 ${r - 22} 260 ${r - 18} 210 L${l + 18} 190 Z`,
        hair,
      );
    default:
      return circle(120, 66, 26, hair);
  }
}

function hairInFront({ hair, hairStyle, face, headwear: worn }: Looks, woman: boolean): string {
  const l = 120 - face.width - 3;
  const r = 120 + face.width + 3;
  if (worn === 'kalpak')
    return path(
      `M${l} 152 C${l - 1} 128 ${l + 4} 110 ${l + 12} 104 L${l + 12} 132 Z M${r} 152 C${r + 1} 128 ${r - 4} 110 ${r - 12} 104 L${r - 12} 132 Z`,
      hair,
    );
  if (woman) {
    return hairStyle % 2 === 0
      ? path(
          `M${l} 150 C${l - 4} 76 ${r + 4} 76 ${r} 150 C${r - 4} 124 148 108 122 98 C104 108 ${l + 6} 124 ${l} 150 Z`,
          hair,
        )
      : path(
          `M${l} 148 C${l - 4} 74 ${r + 4} 74 ${r} 148 C${r - 4} 120 ${r - 14} 116 140 110 C116 118 ${l + 10} 118 ${l} 148 Z`,
          hair,
        );
  }
  switch (hairStyle) {
    case 0:
      return path(
        `M${l} 144 C${l - 6} 78 ${r + 6} 78 ${r} 144 C${r - 4} 126 ${r - 12} 114 ${r - 20} 110 C134 102 104 104 ${l + 18} 112 C${l + 8} 118 ${l + 3} 130 ${l} 144 Z`,
        hair,
      );
    case 1:
      return path(
        `M${l} 142 C${l - 4} 70 ${r + 8} 74 ${r} 142 C${r - 4} 122 ${r - 10} 112 ${r - 18} 108 C150 116 110 120 ${l + 14} 106 C${l + 8} 118 ${l + 3} 128 ${l} 142 Z`,
        hair,
      );
    case 2:
      // Receding: only at the temples.
      return path(
        `M${l} 150 C${l - 3} 122 ${l + 8} 108 ${l + 22} 103 C${l + 15} 116 ${l + 12} 134 ${l} 150 Z M${r} 150 C${r + 3} 122 ${r - 8} 108 ${r - 22} 103 C${r - 15} 116 ${r - 12} 134 ${r} 150 Z`,
        hair,
      );
    default:
      return path(
        `M${l} 140 C${l - 2} 80 ${r + 2} 80 ${r} 140 C${r - 4} 122 ${r - 10} 116 ${r - 14} 114 L${l + 14} 114 C${l + 10} 116 ${l + 4} 122 ${l} 140 Z`,
        hair,
      );
  }
}

function headwear({ headwear: worn, trim, face }: Looks): string {
  switch (worn) {
    case 'none':
      return '';
    case 'beret':
      return path('M58 108 C50 62 150 42 186 84 C196 100 188 112 180 112 C150 98 96 98 58 108 Z', trim);
    case 'kalpak':
      // The white felt hat with dark brim and embroidery.
      return [
        path('M66 104 C68 52 98 16 120 10 C142 16 172 52 174 104 Z', '#f8f6f0'),
        line('M120 12 L120 96 M95 36 C89 58 87 78 87 98 M145 36 C151 58 153 78 153 98', '#2c2c30', 2),
        path(
          'M52 112 C68 90 172 90 188 112 C178 122 168 118 164 106 C142 99 98 99 76 106 C72 118 62 122 52 112 Z',
          '#24242a',
        ),
        line('M104 78 C110 66 114 84 120 72 C126 84 130 66 136 78', '#2c2c30', 2.4),
        circle(120, 10, 4, '#24242a'),
      ].join('');
    case 'headscarf': {
      const l = 120 - face.width - 10;
      const r = 120 + face.width + 10;
      return [
        path(
          `M${l} 160 C${l - 8} 66 ${r + 8} 66 ${r} 160 C${r + 2} 200 150 226 136 238 L104 238 C90 226 ${l - 2} 200 ${l} 160 Z M${l + 9} 156 C${l + 8} 190 96 222 120 227 C144 222 ${r - 8} 190 ${r - 9} 156 C${r - 6} 104 ${l + 6} 104 ${l + 9} 156 Z" fill-rule="evenodd`,
          trim,
        ),
        path('M104 230 C112 240 128 240 136 230 L148 268 C130 280 110 280 92 268 Z', trim),
        line(`M${l + 12} 128 C${l + 22} 92 ${r - 22} 92 ${r - 12} 128`, '#ffffff70', 3),
      ].join('');
    }
  }
}
