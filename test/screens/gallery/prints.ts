import type { Minutia, Pair } from '../../../core/fingerprint/fingerprint.ts';
import type { FingerBenchView } from '../../../main/api/views.ts';

/** The technician's bench as it was recorded: touches of drawn fingers, each minutia as x,y,angle in 256ths,type. */
const first =
  '218,126,214,e 214,154,206,e 202,190,80,e 262,217,85,e 251,183,213,e 188,171,98,b 211,82,242,e 242,128,211,e 197,112,226,e 279,202,211,b 218,104,229,b 217,291,247,e 188,92,247,e 182,130,227,e 186,75,0,e 162,73,9,e 86,72,37,e 255,101,215,e 134,62,14,e 131,300,223,b 210,58,250,e 228,220,213,e 183,239,242,e 80,126,53,e 104,92,29,e 157,269,235,e 108,278,224,e 97,223,101,e 77,159,73,e 154,103,250,e 177,186,221,e 190,199,98,b 174,147,221,b 235,313,119,e 115,247,223,b 251,256,106,b 162,320,99,e 152,223,231,e 231,242,122,b 163,344,131,e 204,216,75,e 115,204,112,b 122,167,73,e 164,131,142,b 87,270,104,b 200,46,9,e 141,187,82,e 133,125,164,b 143,337,9,e 142,158,30,e 88,299,128,b 187,325,153,b 149,325,139,e 163,176,30,e';
const second =
  '221,216,78,e 216,181,206,e 188,142,196,b 197,120,203,e 221,126,201,e 270,195,70,e 238,210,203,e 163,117,213,e 157,282,107,b 178,79,235,e 58,239,213,e 55,114,61,e 120,294,103,e 203,75,237,e 165,176,70,e 57,183,93,e 195,186,208,e 68,82,39,e 173,100,100,b 202,102,217,e 173,181,67,b 106,242,221,e 148,130,112,b 269,157,75,e 145,111,102,b 94,131,58,e 142,297,109,e 241,102,206,e 266,142,214,b 136,220,231,e 178,60,245,e 140,81,240,e 179,218,203,e 156,294,109,e 158,53,253,e 79,170,103,b 69,212,213,b 17,135,201,e 161,201,86,e 107,162,73,e 102,200,209,b 183,234,114,b 199,251,99,b 73,265,203,b 120,89,0,e 12,150,206,e 109,131,32,b 137,148,158,b 128,182,80,e 275,154,247,e';
const stranger =
  '152,84,245,e 208,167,222,b 174,108,229,e 188,182,208,b 185,59,237,e 163,139,222,e 246,124,101,b 228,131,98,e 111,176,95,b 151,109,235,e 150,46,247,b 183,136,226,e 152,180,221,e 154,210,89,e 91,152,58,e 141,154,220,b 251,210,82,e 224,198,92,b 71,206,110,b 88,133,45,e 118,121,6,e 240,198,201,e 96,210,107,b 99,102,21,b 239,219,198,e 246,224,73,e 247,154,234,b 230,197,78,e 223,230,170,b 170,260,128,e 188,272,142,e 233,226,189,e 123,298,116,b 208,219,73,e 172,207,87,e 145,236,250,e 100,275,103,b 98,234,98,b 217,213,76,b 171,216,98,b';

const minutiae = (recorded: string): readonly Minutia[] =>
  recorded.split(' ').map((one) => {
    const [x = '0', y = '0', angle = '0', type] = one.split(',');
    return {
      x: Number(x),
      y: Number(y),
      angle: (Number(angle) * Math.PI) / 128,
      type: type === 'b' ? 'bifurcation' : 'ending',
      quality: 50,
    };
  });
const pairs = (recorded: string): readonly Pair[] =>
  recorded.split(' ').map((one): Pair => {
    const [a = '0', b = '0'] = one.split(',');
    return [Number(a), Number(b)];
  });

const size = { width: 320, height: 360 };
const rule = { minimumQuality: 25, threshold: 40 };

/** Before the first touch. */
export const benchEmpty: FingerBenchView = { state: 'idle', problem: null, prints: [], comparison: null, rule };

/** Two touches of one finger. */
export const benchMatch: FingerBenchView = {
  ...benchEmpty,
  prints: [
    { ...size, quality: 56, why: ['too-dry'], minutiae: minutiae(first) },
    { ...size, quality: 53, why: ['too-dry'], minutiae: minutiae(second) },
  ],
  comparison: {
    score: 260.7,
    verdict: 'match',
    pairs: pairs(
      '22,29 7,4 34,36 41,35 27,15 0,3 12,9 29,31 2,14 38,41 15,34 4,1 28,11 17,27 14,30 46,39 6,13 35,42 25,21 26,10 13,7 3,0 9,6 23,17 1,2 42,25 10,19 19,43 21,32 49,46 37,40',
    ),
  },
};

/** A touch, and one of another finger. */
export const benchOther: FingerBenchView = {
  ...benchEmpty,
  prints: [
    { ...size, quality: 56, why: ['too-dry'], minutiae: minutiae(first) },
    { ...size, quality: 34, why: ['too-dry'], minutiae: minutiae(stranger) },
  ],
  comparison: { score: 4.1, verdict: 'no-match', pairs: pairs('17,2 2,13 1,12 7,5 46,37 14,23') },
};

/** The same under a policy that asks for better touches, and the sensor's cable pulled at the third. */
export const benchPoor: FingerBenchView = {
  ...benchOther,
  problem: { code: 'device.fingerprint-missing' },
  comparison: { score: 4.1, verdict: 'too-poor', pairs: [] },
  rule: { ...rule, minimumQuality: 40 },
};
