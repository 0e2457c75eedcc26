import type { Words } from '../../../core/election/common.ts';

/** Who stands on the ballots of the simulated country. */
export const optionNames: readonly { readonly id: string; readonly names: Words }[] = [
  { ky: 'Талапкерова Айжан', ru: 'Талапкерова Айжан', en: 'Talapkerova Ayjan' },
  { ky: 'Сынаков Нурбек', ru: 'Сынаков Нурбек', en: 'Synakov Nurbek' },
  { ky: 'Үлгүлүева Гүлзат', ru: 'Улгулуева Гульзат', en: 'Ulgulueva Gulzat' },
  { ky: 'Баарына каршы', ru: 'Против всех', en: 'Against all' },
].map((names, at) => ({ id: `c-${at + 1}`, names }));
