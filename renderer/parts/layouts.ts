import type { Language } from '../../main/api/views.ts';

/** Rows of letters as people know them. The Kyrgyz one has ү ң ө beside the letters they follow in the alphabet. */
export const layouts: Readonly<Record<Language | 'digits', readonly string[]>> = {
  ky: ['йцукеүнңгшщзх', 'фывапроөлджэё', 'ячсмитьбюъ-'],
  ru: ['йцукенгшщзхъ', 'фывапролджэё', 'ячсмитьбю-'],
  en: ['qwertyuiop', "asdfghjkl'", 'zxcvbnm-'],
  digits: ['1234567890', '№/()«»:;?!', '.,-'],
};
