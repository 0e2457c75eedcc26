import { readFileSync } from 'node:fs';
import type { FingerPosition } from '../../core/admission/facts.ts';
import { type Election, electionSchema } from '../../core/election/election.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { compareNames } from '../../core/person/names.ts';
import { formatPin } from '../../core/person/pin.ts';
import { makePaper, type Paper, type PaperKind } from './papers.ts';
import { type Chance, chance } from './random.ts';
import type { Trait } from './trait.ts';

/** Resolution 85: 6,039 voters on the preliminary list, four home precincts. */
export const DEMO_VOTERS = 6039;
export const DEMO_SEED = 'saruu-2023';

/** A fictional person: what the register says, and what this person brings to the station. */
export interface DemoVoter {
  readonly record: Omit<RegisterRecord, 'photo' | 'fingers'>;
  /** Enrolled fingers, best first; empty without biometrics on record. */
  readonly fingers: readonly FingerPosition[];
  /** What is in the voter's hand, what he usually brings first. */
  readonly papers: readonly Paper[];
  readonly trait: Trait;
  /** Age in whole years on the day, for the portrait. */
  readonly age: number;
}

const asset = (name: string) => readFileSync(new URL(`../../assets/demo/${name}`, import.meta.url), 'utf8');
const list = (name: string): readonly string[] => asset(name).trim().split('\n');

/** The demonstration election: Saruu, 8 October 2023, as resolution 85 describes it; the rest is invented and says so. */
export function demoElection(): Election {
  return electionSchema.parse(JSON.parse(asset('election.json')));
}

/**
 * The fictional voters of all home precincts, deterministic from the seed, each precinct's list in alphabetical order.
 * Making all of them takes about 0.3 s.
 */
export function demoVoters(seed: string = DEMO_SEED): readonly DemoVoter[] {
  const election = demoElection();
  const homes = election.precincts.filter((precinct) => precinct.kind === 'home');
  const names = { surnames: list('surnames.txt'), male: list('names-male.txt'), female: list('names-female.txt') };
  const byPrecinct = homes.map((): DemoVoter[] => []);
  for (let i = 0; i < DEMO_VOTERS; i++) {
    const place = i % homes.length;
    const home = homes[place];
    if (home?.constituency)
      byPrecinct[place]?.push(makeVoter(chance(`${seed}/${i}`), i, home.number, home.constituency, names, election));
  }
  const fullName = ({ record }: DemoVoter) => `${record.surname} ${record.given} ${record.patronymic ?? ''}`;
  return byPrecinct.flatMap((voters) =>
    voters
      .sort((a, b) => compareNames(fullName(a), fullName(b)))
      .map((voter, i) => ({ ...voter, record: { ...voter.record, number: i + 1 } })),
  );
}

interface Names {
  readonly surnames: readonly string[];
  readonly male: readonly string[];
  readonly female: readonly string[];
}

function makeVoter(
  dice: Chance,
  i: number,
  precinct: string,
  constituency: string,
  names: Names,
  election: Election,
): DemoVoter {
  const sex = dice.happens(0.51) ? 'female' : 'male';
  const { age, birthDate } = birth(dice, election.day.date);
  const trait = traitOf(dice, age);
  const person = {
    ...nameOf(dice, sex, age, names),
    sex,
    birthDate,
    pin: formatPin({ sex, birthDate }, i + 1),
  } as const;
  const kinds = papersOf(dice, trait, age);
  const papers = kinds.map((kind) => makePaper(dice, kind, person, i, { trait, day: election.day.date }));
  return {
    record: {
      record: `demo-${String(i + 1).padStart(5, '0')}`,
      number: i + 1,
      ...person,
      documents: papers.map((paper) => ({ number: paper.listedNumber, expires: paper.expires })),
      address: `Саруу айыл аймагы, ${1 + dice.below(40)}-көчө, ${1 + dice.below(90)} (ойдон чыгарылган)`,
      precinct,
      constituency,
      remote: trait === 'remote',
      votesAt: trait === 'remote' ? (election.precincts.find(({ kind }) => kind === 'remote')?.number ?? null) : null,
      admitted:
        trait === 'admitted-outside' && election.outside
          ? { how: 'outside', date: election.outside.date, station: precinct }
          : null,
    },
    fingers: trait === 'no-biometrics' ? [] : fingersOf(dice),
    papers,
    trait,
    age,
  };
}

/** Shares of ages among adults, roughly those of a village: [from, to, share]. */
const ages = [
  [18, 18, 0.02],
  [19, 35, 0.4],
  [36, 45, 0.19],
  [46, 55, 0.15],
  [56, 65, 0.14],
  [66, 92, 0.1],
] as const;

function birth(dice: Chance, day: string): { age: number; birthDate: string } {
  const x = dice.next();
  const shareUpTo = (n: number) => ages.slice(0, n + 1).reduce((sum, [, , share]) => sum + share, 0);
  const [from, to] = ages.find((_, n) => x < shareUpTo(n)) ?? ages[1];
  const age = from + dice.below(to - from + 1);
  // Between 0 and 364 days after the day on which somebody turned `age` a year ago … today: `age` is exact.
  const lastBirthday = new Date(`${Number(day.slice(0, 4)) - age}${day.slice(4)}T00:00:00Z`);
  lastBirthday.setUTCDate(lastBirthday.getUTCDate() - dice.below(365));
  return { age, birthDate: lastBirthday.toISOString().slice(0, 10) };
}

/** Rare roads are frequent enough that a station of 1,500 has several of each. */
function traitOf(dice: Chance, age: number): Trait {
  const x = dice.next();
  if (x < 0.008) return 'no-biometrics';
  if (x < 0.028) return 'remote';
  if (age >= 60 && x < 0.12) return 'admitted-outside';
  if (x < 0.06) return 'expired-document';
  if (x < 0.075) return 'document-differs';
  if (age >= 45 && x < 0.11) return 'old-passport';
  return 'ordinary';
}

function nameOf(dice: Chance, sex: 'female' | 'male', age: number, names: Names) {
  const father = dice.pick(names.male);
  const given = dice.pick(sex === 'female' ? names.female : names.male);
  const form = dice.next();
  // "Бакыт уулу Нурлан": the father's name is the surname, there is no patronymic.
  if (form < (age < 40 ? 0.3 : 0.08)) {
    return { surname: `${father} ${sex === 'female' ? 'кызы' : 'уулу'}`, given, patronymic: null };
  }
  const stem = dice.pick(names.surnames);
  const surname = sex === 'female' ? `${stem}а` : stem;
  if (form < 0.55) return { surname, given, patronymic: null };
  if (form < 0.75) return { surname, given, patronymic: `${father} ${sex === 'female' ? 'кызы' : 'уулу'}` };
  return { surname, given, patronymic: slavicPatronymic(father, sex) };
}

function slavicPatronymic(father: string, sex: 'female' | 'male'): string {
  if (/[йь]$/.test(father)) return `${father.slice(0, -1)}${sex === 'female' ? 'евна' : 'евич'}`;
  if (/[аеёиоөуүыэюя]$/.test(father)) return `${father}${sex === 'female' ? 'евна' : 'евич'}`;
  return `${father}${sex === 'female' ? 'овна' : 'ович'}`;
}

function papersOf(dice: Chance, trait: Trait, age: number): readonly PaperKind[] {
  if (trait === 'old-passport') return [dice.happens(0.5) ? 'passport-1994' : 'id-card-2004'];
  const card: PaperKind = age > 30 && dice.happens(0.05) ? 'id-card-2004' : 'id-card-2017';
  if (!dice.happens(0.25)) return [card];
  return [card, dice.happens(0.6) ? 'passport-2006' : 'passport-electronic'];
}

/** Two enrolled fingers: mostly both index fingers. */
function fingersOf(dice: Chance): readonly FingerPosition[] {
  const right: FingerPosition = dice.happens(0.8) ? 2 : dice.pick([1, 3] as const);
  const left: FingerPosition = dice.happens(0.8) ? 7 : dice.pick([6, 8] as const);
  return dice.happens(0.6) ? [right, left] : [left, right];
}
