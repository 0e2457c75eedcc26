import type { Mode } from '../election/common.ts';
import type { Both } from '../receipt/slip.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Every sheet of a mode but the official one says so to everybody, and to the eye. */
export const ballotModeWords: Readonly<Record<Mode, Both | null>> = {
  official: null,
  training: both('КӨНҮГҮҮ: ЧЫНЫГЫ БЮЛЛЕТЕНЬ ЭМЕС', 'ТРЕНИРОВКА: НЕ НАСТОЯЩИЙ БЮЛЛЕТЕНЬ'),
  laboratory: both('СЫНООКАНА: ЧЫНЫГЫ БЮЛЛЕТЕНЬ ЭМЕС', 'ЛАБОРАТОРИЯ: НЕ НАСТОЯЩИЙ БЮЛЛЕТЕНЬ'),
  'public-test': both('АЧЫК СЫНОО: ЧЫНЫГЫ БЮЛЛЕТЕНЬ ЭМЕС', 'ПУБЛИЧНЫЙ ТЕСТ: НЕ НАСТОЯЩИЙ БЮЛЛЕТЕНЬ'),
};

/** So does a sheet that is printed for tests of the reader. */
export const testSheetWords = both('ТЕКШЕРҮҮ ҮЧҮН: ЭСЕПКЕ АЛЫНБАЙТ', 'ДЛЯ ПРОВЕРКИ: НЕ СЧИТАЕТСЯ');
