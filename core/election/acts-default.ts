import type { ActKind, ActRule, ActsPolicy } from './policy-acts.ts';

/**
 * The acts of the shipped default policy. That the commission draws one where somebody was identified and got no receipt is
 * known (kloop 2021/04/10); forms, wording and the other occasions are unknown: configuration. Due by themselves are those
 * after which a person goes away without what she came for, or the journal holds a decision of people in place of a
 * measurement; what happens often and harms nobody is drawn where people want it.
 */
type Three = readonly [ky: string, ru: string, en: string];

const words = ([ky, ru, en]: Three) => ({ ky, ru, en });
const act = (kind: ActKind, due: boolean, names: Three, text: Three): ActRule => ({
  kind,
  names: words(names),
  text: words(text),
  due,
});
/** The passport of 2004 has an address printed in it (a case on record); of other documents it is unknown. */
const withAddress = ['id-card-2004'];

export const defaultActs: ActsPolicy = {
  // Nobody is known to be kept from closing a station by a paper.
  atClose: 'warn',
  kinds: [
    act(
      'not-identified',
      true,
      ['Шайлоочунун ким экени аныкталган жок', 'Личность избирателя не установлена', 'Voter not identified'],
      [
        '{{date}} саат {{time}} төмөндө аты-жөнү жазылган адам уруксат берилген жолдордун бири менен да идентификациядан өткөн жок ({{reason}}). Чек берилген жок.',
        '{{date}} в {{time}} лицо, указанное ниже, не прошло идентификацию ни одним из допустимых способов ({{reason}}). Чек не выдан.',
        'On {{date}} at {{time}} the person named below was identified by none of the allowed ways ({{reason}}). No receipt was given.',
      ],
    ),
    act(
      'not-printed',
      true,
      ['Идентификациядан өттү, чек берилген жок', 'Идентификация пройдена, чек не выдан', 'Identified, but no receipt'],
      [
        'Төмөндө аты-жөнү жазылган шайлоочу идентификациядан өттү, бирок № {{receipts}} чек берилген жок: {{date}} саат {{time}} ал жараксыз деп табылды. Себеби: {{reason}}.',
        'Избиратель, указанный ниже, прошёл идентификацию, но чек № {{receipts}} не выдан: {{date}} в {{time}} он признан недействительным. Причина: {{reason}}.',
        'The voter named below was identified, but receipt no. {{receipts}} was not given: it was made void on {{date}} at {{time}}. Reason: {{reason}}.',
      ],
    ),
    act(
      'listed-remote',
      true,
      [
        'Аралыктан добуш берүүчү үй участкасына келди',
        'Избиратель из дистанционного списка пришёл на свой участок',
        'Voter of the remote list came home',
      ],
      [
        '{{date}} саат {{time}} ушул участкага келген шайлоочу аралыктан добуш берүүчүлөрдүн тизмесинде турат. Чек берилген жок.',
        'Избиратель, пришедший на участок {{date}} в {{time}}, включён в список голосующих дистанционно. Чек не выдан.',
        'The voter who came to this station on {{date}} at {{time}} stands on the list of those who vote remotely. No receipt was given.',
      ],
    ),
    act(
      'homecoming',
      true,
      [
        'Аралыктан добуш берүүчү үй участкасында өткөрүлдү',
        'Избиратель из дистанционного списка допущен на своём участке',
        'Voter of the remote list admitted at home',
      ],
      [
        '{{date}} саат {{time}} № {{listed}} участканын аралыктан добуш берүү тизмесиндеги шайлоочуга комиссиянын чечими менен ушул участкада № {{receipts}} чек берилди. Себеби: {{reason}}.',
        '{{date}} в {{time}} избирателю из списка дистанционного голосования участка № {{listed}} по решению комиссии выдан чек № {{receipts}} этого участка. Причина: {{reason}}.',
        'On {{date}} at {{time}}, by decision of the commission, receipt no. {{receipts}} of this station was given to a voter of the remote list of station no. {{listed}}. Reason: {{reason}}.',
      ],
    ),
    act(
      'standing-still',
      true,
      [
        'Иш токтоп тургандыктан шайлоочуга чек берилген жок',
        'Чек не выдан: работа участка приостановлена',
        'Turned away: the station stood still',
      ],
      [
        '{{date}} саат {{time}} төмөндө аты-жөнү жазылган шайлоочуга чек берилген жок: ал идентификациядан өтүп жатканда участканын иши токтотулган.',
        '{{date}} в {{time}} избирателю, указанному ниже, чек не выдан: во время его идентификации работа участка была приостановлена.',
        'On {{date}} at {{time}} the voter named below got no receipt: the station came to stand still while she was being identified.',
      ],
    ),
    act(
      'undone',
      true,
      ['Идентификация жокко чыгарылды', 'Идентификация отменена', 'Admission undone'],
      [
        '{{date}} саат {{time}} № {{receipts}} чек менен бекитилген идентификация жокко чыгарылды. Себеби: {{reason}}.',
        '{{date}} в {{time}} отменена идентификация, подтверждённая чеком № {{receipts}}. Причина: {{reason}}.',
        'On {{date}} at {{time}} the admission with receipt no. {{receipts}} was undone. Reason: {{reason}}.',
      ],
    ),
    act(
      'decision',
      true,
      [
        'Шайлоочу адамдардын чечими менен өткөрүлдү',
        'Избиратель допущен по решению людей',
        'Admitted by decision of people',
      ],
      [
        '{{date}} саат {{time}} шайлоочуга № {{receipts}} чек берилди. Анын ким экенин жабдуу эмес, адамдар аныктады: {{way}}. Себеби: {{reason}}.',
        '{{date}} в {{time}} избирателю выдан чек № {{receipts}}. Личность установило не устройство, а люди: {{way}}. Причина: {{reason}}.',
        'On {{date}} at {{time}} receipt no. {{receipts}} was given. People, not the device, established who the voter is: {{way}}. Reason: {{reason}}.',
      ],
    ),
    act(
      'on-paper',
      true,
      [
        'Кагаз тизме менен жабдуу дал келбейт',
        'Бумажный список расходится с устройством',
        'Paper list and device contradict each other',
      ],
      [
        '{{date}} саат {{time}} кагаз тизменин {{page}}-барагынын {{line}}-сабындагы шайлоочу боюнча карама-каршылык байкалды: {{reason}}.',
        '{{date}} в {{time}} обнаружено противоречие по избирателю на странице {{page}}, в строке {{line}} бумажного списка: {{reason}}.',
        'On {{date}} at {{time}} a contradiction was found about the voter on page {{page}}, line {{line}} of the paper list: {{reason}}.',
      ],
    ),
    act(
      'twice',
      true,
      ['Шайлоочу эки жабдууда өткөн', 'Избиратель допущен на двух устройствах', 'Voter admitted at two kiosks'],
      [
        '{{date}} саат {{time}} № {{receipts}} чек берилген шайлоочу участканын башка жабдуусунда да өткөнү байкалды.',
        '{{date}} в {{time}} обнаружено, что избиратель, которому выдан чек № {{receipts}}, допущен и на другом устройстве участка.',
        'On {{date}} at {{time}} the voter with receipt no. {{receipts}} was found to have been admitted at another kiosk of the station too.',
      ],
    ),
    act(
      'standstill',
      true,
      ['Участканын иши токтоп турду', 'Работа участка приостанавливалась', 'The station stood still'],
      [
        '{{date}} участканын иши саат {{time}} токтотулуп, саат {{until}} улантылды. Себеби: {{reason}}.',
        '{{date}} работа участка была приостановлена в {{time}} и возобновлена в {{until}}. Причина: {{reason}}.',
        'On {{date}} the station stood still from {{time}} until {{until}}. Reason: {{reason}}.',
      ],
    ),
    act(
      'served-beside',
      true,
      [
        'Участкада дагы бир жабдуу катар иштеди',
        'На участке параллельно работало ещё одно устройство',
        'Another kiosk served beside this one',
      ],
      [
        '{{date}} саат {{time}} баштап бул жабдуу менен катар {{beside}} жабдуусу да иштеди: ал ушул жабдуунун көчүрмөсүнөн уланткан. Эки жабдуунун кагаздары саат {{until}} салыштырылды. Натыйжасы: {{reason}}.',
        '{{date}} с {{time}} параллельно с этим устройством работало устройство {{beside}}, продолжившее с его копии. Бумаги двух устройств сверены в {{until}}. Результат: {{reason}}.',
        'On {{date}} from {{time}} kiosk {{beside}}, which had gone on from this one’s copy, served beside this one. The papers of both were compared at {{until}}. Result: {{reason}}.',
      ],
    ),
    act(
      'too-many-sheets',
      true,
      ['Урнада барак ашыкча', 'В урне лишние листы', 'Too many sheets in the box'],
      [
        '{{date}} саат {{time}} урнадагы барактар {{sheets}} деп эсептелди, ал эми берилген чектер боюнча {{most}} бюллетендин гана орду бар.',
        '{{date}} в {{time}} в урне насчитано листов: {{sheets}}, тогда как по выданным чекам их может быть не более {{most}}.',
        'On {{date}} at {{time}} {{sheets}} sheets were counted in the box, where by the receipts given there may be no more than {{most}}.',
      ],
    ),
    act(
      'too-many-handed',
      true,
      ['Берилген бюллетень ашыкча', 'Выдано лишнее количество бюллетеней', 'Too many ballots were handed out'],
      [
        '{{date}} саат {{time}} берилген бюллетендер {{sheets}} деп эсептелди, ал эми жарактуу чектер боюнча {{most}} гана берилмек.',
        '{{date}} в {{time}} насчитано выданных бюллетеней: {{sheets}}, тогда как по действительным чекам их может быть не более {{most}}.',
        'On {{date}} at {{time}} {{sheets}} ballots were counted as handed out, where by the valid receipts there may be no more than {{most}}.',
      ],
    ),
    act(
      'already-admitted',
      false,
      [
        'Шайлоочу «мурда өткөн» дегенге макул эмес',
        'Избиратель оспаривает отметку «уже допущен»',
        '“Already admitted” is disputed',
      ],
      [
        '{{date}} саат {{time}} жабдуу төмөндө аты-жөнү жазылган шайлоочуну мурда идентификациядан өткөн деп көрсөттү. Шайлоочу буга макул эмес. Экинчи чек берилген жок.',
        '{{date}} в {{time}} устройство показало, что избиратель, указанный ниже, уже прошёл идентификацию. Избиратель с этим не согласен. Второй чек не выдан.',
        'On {{date}} at {{time}} the device showed that the voter named below was admitted before. The voter disputes it. No second receipt was given.',
      ],
    ),
    {
      ...act(
        'address-differs',
        false,
        [
          '2004-жылкы паспорттогу дарек дал келбейт',
          'Адрес в паспорте 2004 года не совпадает',
          '2004 passport: the address differs',
        ],
        [
          '{{date}} саат {{time}} төмөндө аты-жөнү жазылган шайлоочунун 2004-жылкы паспортундагы дарек тизмедегиге дал келбейт.',
          '{{date}} в {{time}} установлено: адрес в паспорте 2004 года избирателя, указанного ниже, не совпадает со списком.',
          'On {{date}} at {{time}} the address in the 2004 passport of the voter named below was found to differ from the list.',
        ],
      ),
      documents: withAddress,
    },
    act(
      'refused',
      false,
      ['Шайлоочу өткөрүлгөн жок', 'Избиратель не допущен', 'Voter not admitted'],
      [
        '{{date}} саат {{time}} төмөндө аты-жөнү жазылган адам өткөрүлгөн жок. Себеби: {{reason}}.',
        '{{date}} в {{time}} лицо, указанное ниже, не допущено. Причина: {{reason}}.',
        'On {{date}} at {{time}} the person named below was not admitted. Reason: {{reason}}.',
      ],
    ),
    act(
      'reprint',
      false,
      ['Чек кайра басылды', 'Чек перепечатан', 'Receipt printed anew'],
      [
        '{{date}} саат {{time}} № {{voided}} чек жараксыз деп табылып, ордуна № {{receipts}} чек басылды. Себеби: {{reason}}.',
        '{{date}} в {{time}} чек № {{voided}} признан недействительным, вместо него напечатан чек № {{receipts}}. Причина: {{reason}}.',
        'On {{date}} at {{time}} receipt no. {{voided}} was made void and receipt no. {{receipts}} printed in its place. Reason: {{reason}}.',
      ],
    ),
    act(
      'other',
      false,
      ['Башка учур', 'Иной случай', 'Another case'],
      ['{{date}} саат {{time}}: {{words}}', '{{date}} в {{time}}: {{words}}', 'On {{date}} at {{time}}: {{words}}'],
    ),
  ],
};
