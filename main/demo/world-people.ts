import { type Election, precinctOf } from '../../core/election/election.ts';
import { isLatin, latinWords, searchWords } from '../../core/person/names.ts';
import { formatPin, typedPin } from '../../core/person/pin.ts';
import { type Story, stories, type WorldPerson } from '../api/playground.ts';
import { makePaper } from './papers.ts';
import { chance } from './random.ts';
import type { DemoVoter } from './voters.ts';

/** Somebody of the simulated world, with what nobody sees: what a reader finds in each document. */
export interface Actor {
  readonly seen: WorldPerson;
  /** Lines of the zone per document, as `seen.documents` counts them; null: nothing that a reader could read. */
  readonly zones: readonly (string | null)[];
  /** Whole years on the day, for the portrait. */
  readonly age: number;
}

/** How many of a story are shown before anybody has searched, and how many people an answer has at most. */
const PER_STORY = 3;
const FOUND_MAX = 60;

/** People with good papers who are on nobody's list. */
const VISITORS = 3;
/** Beyond the numbers that the demonstration's own voters have. */
const VISITOR_SERIAL = 90_001;

/**
 * The people who may walk into a station: all voters of the demonstration, and a few who are in no list.
 * @param station number of the kiosk's precinct: a story is what it means there
 */
export function worldPeople(voters: readonly DemoVoter[], election: Election, station: string): readonly Actor[] {
  const listed = voters.map((voter) => actorOf(voter, storyOf(voter, election, station)));
  return [...listed, ...visitors(voters, election)];
}

function actorOf({ record, papers, fingers, age }: DemoVoter, story: Story): Actor {
  const { surname, given, patronymic, pin, sex, birthDate, precinct, number } = record;
  return {
    seen: {
      person: record.record,
      ...{ surname, given, patronymic, pin, sex, birthDate },
      home: story === 'not-in-list' ? null : { precinct, number },
      documents: papers.map(({ kind, number: printed, expires, mrz, differs }) => ({
        ...{ kind, expires, differs },
        number: printed,
        readable: mrz !== null,
      })),
      enrolled: story === 'not-in-list' ? [] : fingers,
      story,
    },
    zones: papers.map(({ mrz }) => mrz),
    age,
  };
}

function storyOf({ record, trait }: DemoVoter, election: Election, station: string): Story {
  const here = precinctOf(election, station);
  if (here?.kind === 'remote') return record.remote ? 'remote' : 'other-precinct';
  if (record.precinct === station) return trait;
  return record.constituency === here?.constituency ? 'other-precinct' : 'other-constituency';
}

/** Each is born like one voter and named like another, with a PIN of their own and a card that is in order. */
function visitors(voters: readonly DemoVoter[], election: Election): readonly Actor[] {
  const women = voters.filter(({ trait, record }) => trait === 'ordinary' && record.sex === 'female');
  return Array.from({ length: VISITORS }, (_, n) => [women[n], women[n + VISITORS]] as const).flatMap(
    ([like, named], n) => {
      if (like === undefined || named === undefined) return [];
      const serial = VISITOR_SERIAL + n;
      const { surname } = named.record;
      const pin = formatPin(like.record, serial);
      const record = { ...like.record, record: `visitor-${n + 1}`, surname, patronymic: null, pin };
      const dice = chance(record.record);
      const paper = makePaper(dice, 'id-card-2017', record, serial, { trait: 'ordinary', day: election.day.date });
      return [actorOf({ ...like, record, papers: [paper] }, 'not-in-list')];
    },
  );
}

/**
 * Looks for people as somebody types: the name of a story, the beginning of a PIN, a number in the station's own list,
 * or beginnings of names in any order, Cyrillic or Latin. Without text it gives a few of each story.
 */
export function findPeople(actors: readonly Actor[], station: string, text: string): readonly WorldPerson[] {
  const people = actors.map(({ seen }) => seen);
  const typed = text.trim();
  if (typed === '') {
    return stories.flatMap((story) => people.filter((person) => person.story === story).slice(0, PER_STORY));
  }
  return people.filter(matcher(typed, station)).slice(0, FOUND_MAX);
}

function matcher(typed: string, station: string): (person: WorldPerson) => boolean {
  const story = stories.find((one) => one === typed);
  if (story !== undefined) return (person) => person.story === story;
  const digits = typedPin(typed);
  if (/^\d{1,4}$/.test(digits)) {
    return ({ home }) => home?.precinct === station && home.number === Number(digits);
  }
  if (/^\d+$/.test(digits)) return ({ pin }) => pin.startsWith(digits);
  const words = isLatin(typed) ? latinWords : searchWords;
  const wanted = words(typed);
  return ({ surname, given, patronymic }) => {
    const own = words(`${surname} ${given} ${patronymic ?? ''}`);
    return wanted.length > 0 && wanted.every((word) => own.some((name) => name.startsWith(word)));
  };
}
