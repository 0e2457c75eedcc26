import { stylesOf } from '../../core/ballot/test-pack.ts';
import { zoneOf } from '../../core/election/election.ts';
import { resultsDefault } from '../../core/election/policy-results.ts';
import { shortDate } from '../../core/person/dates.ts';
import type { BallotWindow } from '../access/ballot-table.ts';
import type { BallotDeskView, BallotStationView, BoxView, TestPackView } from '../api/ballot-views.ts';
import type { Stage } from '../api/views.ts';
import { shownAtDesk } from './box/shown.ts';
import type { BallotZone } from './zone.ts';

/** What each window of the ballot zone is shown, computed whenever something has changed and kept nowhere. */
export class BallotProjection {
  readonly #zone: BallotZone;

  constructor(zone: BallotZone) {
    this.#zone = zone;
  }

  async *watch(window: BallotWindow, signal?: AbortSignal): AsyncGenerator<BoxView | BallotDeskView> {
    for await (const _ of this.#zone.frame.changes.follow(signal)) yield this.view(window);
  }

  view(window: BallotWindow): BoxView | BallotDeskView {
    return window === 'box' ? this.#boxView() : this.#deskView();
  }

  #boxView(): BoxView {
    const { box, frame } = this.#zone;
    const testing = frame.journal.day.phase === 'testing';
    return { window: 'box', station: this.#station(), box: box.show, testing };
  }

  #deskView(): BallotDeskView {
    const { desk, box, day, feeder, results, frame } = this.#zone;
    const { journal, packages } = frame;
    const { person } = desk;
    const state = journal.day;
    const { toDecide, protocols } = results;
    return {
      window: 'ballot-desk',
      station: this.#station(),
      person: person && { id: person.id, role: person.role, name: person.name },
      people: desk.people.map(({ id, role, name }) => ({ id, role, name })),
      approvals: packages.taken?.policy.results.approvals ?? resultsDefault.approvals,
      devices: this.#zone.devices(),
      box: shownAtDesk(box.show),
      locate: box.locate,
      assigned: state.box && { box: state.box.id, seal: state.box.seal },
      replaced: state.before,
      steps: day.steps(),
      test: this.#test(),
      mobile: state.mobile,
      feeder: feeder.view,
      ...{ toDecide, recount: results.recount.view, pages: results.pages.view },
      turnout: state.turnout.map(({ time, sheets }) => ({ time, sheets })),
      tooMany: state.tooMany,
      protocols,
      papers: results.papers.day,
      styles: this.#styles(),
    };
  }

  /** Ballots of this station, in the order of the definition. */
  #styles(): BallotDeskView['styles'] {
    const force = this.#zone.frame.packages.taken;
    if (!force) return [];
    const { papers, precinct, election } = force;
    return stylesOf(papers, precinct.constituency).map(({ id, title, constituency }) => {
      const names = election.constituencies.find((one) => one.id === constituency)?.names ?? title;
      return { id, title, constituency: names };
    });
  }

  #station(): BallotStationView {
    const { frame, day } = this.#zone;
    const force = frame.packages.taken;
    const { station, phase } = frame.journal.day;
    const sitting = station.sitting?.slice(0, 10);
    return {
      stage: shownStage(station.stage),
      mode: force?.election.mode ?? 'training',
      election: force && { names: force.election.names, date: shortDate(sitting ?? force.election.day.date) },
      station: force && { number: force.precinct.number, names: force.precinct.names },
      phase,
      sheets: day.sheets,
      now: frame.options.now().toISOString(),
      zone: force ? zoneOf(force.election, force.precinct) : 'Asia/Bishkek',
      problems: this.#zone.problems(),
    };
  }

  /** The test while it is fed, and what came of it. */
  #test(): TestPackView | null {
    const { frame, day } = this.#zone;
    const { test } = frame.journal.day;
    const styles = frame.packages.taken?.papers.styles ?? [];
    if (!test) return null;
    const differences = test.matches === null ? [] : (day.testDifferences() ?? []);
    return {
      expected: test.expected,
      read: test.read ?? frame.ballots.test?.sheets ?? 0,
      matches: test.matches,
      differences: differences.map(({ style, part, option, expected, read }) => {
        const of = styles.find(({ id }) => id === style);
        const names = of?.parts.find(({ id }) => id === part)?.options.find(({ id }) => id === option)?.names ?? null;
        return { style, names, expected, read };
      }),
    };
  }
}

/** A wiped station is one without an election. */
const shownStage = (stage: BallotZone['frame']['journal']['day']['station']['stage']): Stage =>
  stage === 'wiped' ? 'unprovisioned' : stage;
