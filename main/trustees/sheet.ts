import { type ProofPart, proofPages } from '../../core/paper/proof.ts';
import type { Page } from '../../core/paper/sheet.ts';
import type { Language } from '../problem-words.ts';
import { screenText } from '../screen-words.ts';
import type { Finished } from './ceremony.ts';

/** Hex in groups that can be read aloud. */
const groups = (hex: string): string => (hex.match(/.{1,4}/g) ?? []).join(' ');

/** The sheet of a ceremony: whose key it is, its words, and lines under which the trustees sign by hand. */
export function ceremonySheet({ ceremony, trustees, key, words }: Finished, language: Language): readonly Page[] {
  const say = (name: string, values = {}) => screenText(language, `trustees:${name}`, values);
  const { threshold, members } = trustees;
  const facts: readonly (readonly [string, string])[] = [
    [say('election'), ceremony.election],
    [say('mode'), screenText(language, `parts:mode-name.${ceremony.mode}`)],
    [say('threshold'), say('of', { threshold: String(threshold), count: String(members.length) })],
    [say('key'), groups(key)],
    [say('words'), words],
  ];
  const parts: readonly ProofPart[] = [
    { part: 'section', title: say('title'), about: say('about') },
    {
      part: 'table',
      columns: [
        { title: '', share: 0.28 },
        { title: '', share: 0.72 },
      ],
      rows: facts.map((cells, at) => ({ cells, marked: at === facts.length - 1 })),
    },
    {
      part: 'table',
      columns: [
        { title: say('number'), share: 0.08 },
        { title: say('member'), share: 0.32 },
        { title: say('commitment'), share: 0.6 },
      ],
      rows: members.map(({ index, name, commitments }) => ({
        cells: [String(index), name, groups(commitments[0] ?? '')],
      })),
    },
    { part: 'signatures', who: members.map(({ name }) => name) },
  ];
  return proofPages({
    mark: ceremony.mode === 'official' ? null : screenText(language, `parts:mode-name.${ceremony.mode}`),
    foot: words,
    pageOf: say('page', { page: '{{page}}', pages: '{{pages}}' }),
    parts,
  });
}
