/**
 * The glossary of the domain: where the Russian text speaks of a thing, the Kyrgyz one uses the term of Kyrgyz
 * elections and the English one ours. Stems, because all three languages bend their words.
 */
export const glossary: readonly { readonly ru: RegExp; readonly ky: RegExp; readonly en: RegExp }[] = [
  { ru: /избирател(?!ьн)/i, ky: /шайлоочу|адам/i, en: /voter|person/i },
  { ru: /избирательн\S+ участ/i, ky: /шайлоо участка/i, en: /polling station/i },
  // Officials write участкасы and участогу; here it is участка in every form, and one word for one thing.
  { ru: /(?<!\p{L})участ(?:ок|к(?:а|у|ом|е|и|ов|ам|ах|ами))(?!\p{L})/iu, ky: /участка/i, en: /station|precinct/i },
  // Not отурум, заседание: those are meetings of a commission.
  { ru: /сеанс/i, ky: /сеанс/i, en: /sitting/i },
  { ru: /жереб/i, ky: /чүчүкулак/i, en: /\blots?\b/i },
  { ru: /дистанционн\S+ голосован/i, ky: /аралыктан добуш бер/i, en: /remote voting/i },
  { ru: /вне помещения/i, ky: /жайдан тышкары/i, en: /outside the room/i },
  { ru: /комисси/i, ky: /комиссия/i, en: /commission/i },
  { ru: /(?<!\p{L})округ/iu, ky: /округ/i, en: /constituency/i },
  { ru: /идентификац/i, ky: /идентификаци|өткөн/i, en: /identif|admitted/i },
  { ru: /отпечат/i, ky: /бармак из|аныктал/i, en: /finger|sensor/i },
  { ru: /первичн\S+ чек/i, ky: /баштапкы чек/i, en: /start receipt/i },
  { ru: /итогов\S+ чек/i, ky: /жыйынтыктоочу чек/i, en: /final receipt/i },
  { ru: /ПИН/, ky: /ПИН/, en: /PIN/ },
  { ru: /бюллетен/i, ky: /бюллетен/i, en: /ballot/i },
  { ru: /председател/i, ky: /төрага/i, en: /chair/i },
  { ru: /секретар/i, ky: /катчы/i, en: /secretary/i },
  { ru: /в акт/i, ky: /акт/i, en: /\bact\b/i },
];

/** Words that stand for a thing that has another name here, or mean something else. */
export const strays = {
  ky: /участо[кг]|отурум|саясат|тастыкта/i,
  ru: /заседани|политик/i,
} as const;
