import type { Words } from '../election/common.ts';
import type { FormLine, Ratio, ResultsForm } from './form.ts';

const words = (ky: string, ru: string, en: string): Words => ({ ky, ru, en });
const line = (id: string, number: string, label: Words, source: FormLine['source'], byHand = false): FormLine => ({
  ...{ id, number, label, source, byHand },
});
const typed = { from: 'typed' } as const;

/**
 * Lines of the protocol in the Election Code of 1999–2011, article 43 (domain.md §4), as far as they still mean something:
 * line 1a (additional list) is gone, since lists come from the register. Line 7a is ours: spoiled ballots, without which
 * the ballots received cannot balance.
 */
const lines: readonly FormLine[] = [
  line(
    'listed',
    '1',
    words('Тизмеге киргизилген шайлоочулардын саны', 'Число избирателей, внесённых в список', 'Voters in the list'),
    { from: 'identification', figure: 'voters-in-list' },
  ),
  line(
    'received',
    '2',
    words(
      'Участкалык шайлоо комиссиясы алган бюллетендердин саны',
      'Число бюллетеней, полученных участковой комиссией',
      'Ballots received by the precinct commission',
    ),
    typed,
  ),
  line(
    'early',
    '3',
    words(
      'Мөөнөтүнөн мурда добуш бергендерге берилген бюллетендердин саны',
      'Число бюллетеней, выданных проголосовавшим досрочно',
      'Ballots handed to early voters',
    ),
    typed,
  ),
  line(
    'in-room',
    '4',
    words(
      'Добуш берүүчү жайда берилген бюллетендердин саны',
      'Число бюллетеней, выданных в помещении для голосования',
      'Ballots handed out in the room',
    ),
    typed,
  ),
  line(
    'outside',
    '5',
    words(
      'Добуш берүү үчүн жайдан тышкары берилген бюллетендердин саны',
      'Число бюллетеней, выданных вне помещения для голосования',
      'Ballots handed out outside the room',
    ),
    typed,
  ),
  line(
    'took-part',
    '6',
    words(
      'Добуш берүүгө катышкан шайлоочулардын саны',
      'Число избирателей, принявших участие в голосовании',
      'Voters who took part',
    ),
    { from: 'identification', figure: 'admitted' },
  ),
  line(
    'cancelled',
    '7',
    words('Жокко чыгарылган бюллетендердин саны', 'Число погашенных бюллетеней', 'Cancelled ballots'),
    typed,
  ),
  line(
    'spoiled',
    '7a',
    words('Бузулган бюллетендердин саны', 'Число испорченных бюллетеней', 'Spoiled ballots'),
    typed,
  ),
  line(
    'mobile-box',
    '8',
    words('Көчмө урналардагы бюллетендердин саны', 'Число бюллетеней в переносных урнах', 'Ballots in mobile boxes'),
    { from: 'ballots', figure: 'mobile' },
    true,
  ),
  line(
    'stationary-box',
    '9',
    words(
      'Стационардык урналардагы бюллетендердин саны',
      'Число бюллетеней в стационарных урнах',
      'Ballots in stationary boxes',
    ),
    { from: 'ballots', figure: 'box' },
    true,
  ),
  line(
    'valid',
    '10',
    words('Жарактуу бюллетендердин саны', 'Число действительных бюллетеней', 'Valid ballots'),
    { from: 'ballots', figure: 'valid' },
    true,
  ),
  line(
    'invalid',
    '11',
    words('Жараксыз бюллетендердин саны', 'Число недействительных бюллетеней', 'Invalid ballots'),
    { from: 'ballots', figure: 'invalid' },
    true,
  ),
  line('voted', '12', words('Добуш бергендердин жалпы саны', 'Общее число проголосовавших', 'Total who voted'), {
    from: 'sum',
    of: ['valid', 'invalid'],
  }),
  line(
    'votes',
    '13',
    words(
      'Ар бир талапкер (тизме) үчүн берилген добуштардын саны',
      'Число голосов за каждого кандидата (список)',
      'Votes for each candidate (list)',
    ),
    { from: 'votes', part: null, kinds: ['candidate', 'party'] },
    true,
  ),
  line(
    'against-all',
    '14',
    words('Баарына каршы берилген добуштардын саны', 'Число голосов против всех', 'Votes against all'),
    { from: 'votes', part: null, kinds: ['against-all'] },
    true,
  ),
];

const ratio = (
  id: string,
  left: readonly string[],
  relation: Ratio['relation'],
  right: readonly string[],
  label: Words,
): Ratio => ({ id, left: [...left], relation, right: [...right], required: true, label });

/** Arithmetic that must hold on these lines; the official list of control ratios is unknown. */
const ratios: readonly Ratio[] = [
  ratio(
    'paper',
    ['received'],
    'equal',
    ['in-room', 'outside', 'cancelled', 'spoiled'],
    words(
      'Алынган бюллетендер = берилгендери + жокко чыгарылгандары + бузулгандары',
      'Полученные бюллетени = выданные + погашенные + испорченные',
      'Ballots received = handed out + cancelled + spoiled',
    ),
  ),
  ratio(
    'boxes',
    ['mobile-box', 'stationary-box'],
    'equal',
    ['valid', 'invalid'],
    words(
      'Урналардагы бюллетендер = жарактуулары + жараксыздары',
      'Бюллетени в урнах = действительные + недействительные',
      'Ballots in the boxes = valid + invalid',
    ),
  ),
  ratio(
    'votes',
    ['valid'],
    'equal',
    ['votes', 'against-all'],
    words(
      'Жарактуу бюллетендер = берилген добуштардын суммасы',
      'Действительные бюллетени = сумма голосов',
      'Valid ballots = sum of the votes',
    ),
  ),
  ratio(
    'box-at-most-handed-out',
    ['valid', 'invalid'],
    'at-most',
    ['in-room', 'outside'],
    words(
      'Урналардагы бюллетендер берилгендеринен көп эмес',
      'Бюллетеней в урнах не больше, чем выдано',
      'No more ballots in the boxes than were handed out',
    ),
  ),
  ratio(
    'handed-out-at-most-admitted',
    ['in-room', 'outside'],
    'at-most',
    ['took-part'],
    words(
      'Берилген бюллетендер катышкан шайлоочулардан көп эмес',
      'Бюллетеней выдано не больше, чем избирателей приняло участие',
      'No more ballots handed out than voters took part',
    ),
  ),
  ratio(
    'took-part-at-most-listed',
    ['took-part'],
    'at-most',
    ['listed'],
    words(
      'Катышкан шайлоочулар тизмедегиден көп эмес',
      'Приняло участие не больше избирателей, чем в списке',
      'No more voters took part than are listed',
    ),
  ),
];

/** The shipped default; the form in force is unknown. */
export const historicalForm: ResultsForm = {
  id: 'historical-1999',
  title: words(
    'Участкалык шайлоо комиссиясынын добуш берүүнүн жыйынтыгы жөнүндө протоколу',
    'Протокол участковой избирательной комиссии об итогах голосования',
    'Protocol of the precinct election commission on the voting results',
  ),
  basis: words(
    'Тарыхый форма: 1999-жылдын Шайлоо кодекси, 43-берене; 7a сапты биз коштук. Күчүндөгү форма белгисиз.',
    'Историческая форма: Кодекс о выборах 1999 года, статья 43; строка 7a добавлена нами. Действующая форма неизвестна.',
    'Historical form: Election Code of 1999, article 43; line 7a is ours. The form in force is unknown.',
  ),
  lines: [...lines],
  ratios: [...ratios],
  counts: 'hand',
  signed: [
    { role: 'chair', persons: 1 },
    { role: 'secretary', persons: 1 },
    { role: 'member', persons: 1 },
  ],
};
