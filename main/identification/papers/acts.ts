import { type ActKind, type ActRule, asksWords, isTold } from '../../../core/election/policy-acts.ts';
import {
  type ActsTold,
  actAbout,
  actsFold,
  dueOf,
  nextNumber,
  type Occasion,
  occasionOf,
} from '../../../core/journal/acts.ts';
import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { ACTS_SENT, type ActChoiceView, type ActsView } from '../../api/acts-views.ts';
import type { ChecklistLine, PrintedPageView } from '../../api/views.ts';
import { type Kiosk, localMoment } from '../kiosk.ts';
import { reasonOf } from '../reason.ts';
import { Following } from '../state/following.ts';
import { stationOf } from '../state/read.ts';
import { heldSittings } from '../state/sittings.ts';
import { factsView, nextShown } from './act-facts.ts';
import type { ActPaper, PaperRoom } from './paper-room.ts';

type On = 'slip' | 'page';
type Printed = Promise<Result<PrintedPageView, Problem>>;

/** What no event tells of: people know it. */
interface Untold {
  readonly kind: ActKind;
  readonly of: null;
  readonly facts: null;
}

/** What somebody asks to be drawn. */
export interface ActAsked {
  readonly kind: ActKind;
  readonly of: string | null;
  readonly words: string | null;
}

/**
 * Acts of the commission: which exceptions of the journal wait for one, and which were drawn. Nothing is stored beside the
 * journal; what makes one due, and what stands on it, is the package's.
 */
export class Acts {
  readonly #kiosk: Kiosk;
  readonly #papers: () => Pick<PaperRoom, 'act'>;
  readonly #told = new Following<ActsTold>(actsFold);

  constructor(kiosk: Kiosk, papers: () => Pick<PaperRoom, 'act'>) {
    this.#kiosk = kiosk;
    this.#papers = papers;
  }

  /** How many acts are due and not drawn: those of a closed sitting are still to be drawn in the next. */
  get due(): number {
    return this.#due().length;
  }

  /**
   * So many of each list as a screen may show, and how many there are.
   * @param from place of the first one
   * @param kind which of those that are drawn by hand; without it the first one of each kind
   */
  view({ from = 0, kind }: { readonly from?: number | undefined; readonly kind?: ActKind | undefined } = {}): ActsView {
    const part = <T>(all: readonly T[]): readonly T[] => all.slice(from, from + ACTS_SENT);
    const due = this.#due();
    const drawn = [...this.#acts().drawn.values()].toReversed();
    const byHand = this.#byHand();
    const ofKind = kind === undefined ? [...byHand.values()].flatMap(([first]) => first ?? []) : byHand.get(kind);
    return {
      today: localMoment(this.#kiosk, this.#kiosk.now()).date,
      ...{ from, kind: kind ?? null },
      due: part(due).map((one) => this.#choice(one)),
      byHand: part(ofKind ?? []).map((one) => this.#choice(one)),
      drawn: part(drawn).map(({ number, shown, names, at, facts, copies, out }) => ({
        ...{ number, shown, names, copies, out },
        drawn: localMoment(this.#kiosk, new Date(at)),
        facts: factsView(this.#kiosk, facts),
      })),
      counts: {
        due: due.length,
        drawn: drawn.length,
        byHand: Object.fromEntries([...byHand].map(([name, all]) => [name, all.length])),
      },
    };
  }

  /**
   * The line of the list to close; none where nothing was due and nothing drawn.
   * @param blocks whether what people have not done may stand in the way of the close
   */
  lines(blocks: boolean): readonly ChecklistLine[] {
    const { due } = this;
    const sitting = this.#sitting();
    const drawn = [...this.#acts().drawn.values()].filter((one) => one.sitting === sitting).length;
    if (due === 0 && drawn === 0) return [];
    const problem: Problem | null = due === 0 ? null : { code: 'acts.due', params: { count: due } };
    const stops = blocks && this.#kiosk.inForce()?.policy.acts.atClose === 'block';
    return [
      { item: 'acts', state: due === 0 ? 'done' : stops ? 'blocked' : 'to-do', problem, detail: `${drawn} · ${due}` },
    ];
  }

  /** Gives it a number in the journal, then prints it. An exception has one act: asked again, another copy of it. */
  async draw(asked: ActAsked, on: On, actor: Actor): Printed {
    const rule = this.#rule(asked.kind);
    if (rule === undefined || this.#untouched()) return err({ code: 'station.nothing-to-do' });
    const { kind, of } = asked;
    const { names, text } = rule;
    const before = of === null ? null : actAbout(this.#acts(), kind, of);
    if (before !== null) return this.print(before, on, actor);
    const occasion = of === null ? null : occasionOf(this.#acts(), kind, of);
    if (occasion === null && (of !== null || isTold(kind))) return err({ code: 'station.nothing-to-do' });
    const words = asksWords(rule.text) ? reasonOf(asked.words ?? '') : ok(null);
    if (!words.ok) return words;
    return this.#papers().act(
      on,
      () => {
        const acts = this.#acts();
        const number = nextNumber(acts, this.#kiosk.inForce()?.numbersBefore.acts ?? 0);
        const shown = nextShown(this.#kiosk, acts.occasions.round, number);
        const facts = occasion?.facts ?? { at: this.#kiosk.now().toISOString() };
        const body = { number, shown, kind, names, text, of, facts, words: words.value };
        this.#kiosk.record('act.drawn', body, actor);
        return this.#paper(number);
      },
      actor,
    );
  }

  /** Another numbered copy, or the first one where none was printed. */
  async print(number: number, on: On, actor: Actor): Printed {
    if (!this.#acts().drawn.has(number)) return err({ code: 'station.nothing-to-do' });
    return this.#papers().act(on, () => this.#paper(number), actor);
  }

  /** No act is drawn about it, and why. */
  waive(kind: ActKind, of: string, reason: string, actor: Actor): Result<null, Problem> {
    if (!this.#due().some((one) => one.kind === kind && one.of === of)) return err({ code: 'station.nothing-to-do' });
    const given = reasonOf(reason);
    if (!given.ok) return given;
    this.#kiosk.record('act.waived', { kind, of, reason: given.value }, actor);
    return ok(null);
  }

  /** What stands on the next copy: all of it from the act's own event, whenever it is printed. */
  #paper(number: number): ActPaper {
    const act = this.#acts().drawn.get(number);
    if (act === undefined) throw new Error(`act ${number} was not drawn`);
    const { kind, names, text, at, facts, words, copies, hash } = act;
    const copy = copies + 1;
    return {
      ...{ number, copy },
      act: {
        ...{ number: act.shown, copy, kind, names, text, words, head: hash },
        ...localMoment(this.#kiosk, new Date(at)),
        ...factsView(this.#kiosk, facts),
      },
    };
  }

  #choice({ kind, of, facts }: Untold | Occasion): ActChoiceView {
    const rule = this.#rule(kind);
    return {
      ...{ kind, of },
      names: rule?.names ?? { ky: kind, ru: kind, en: kind },
      asksWords: rule !== undefined && asksWords(rule.text),
      facts: facts && factsView(this.#kiosk, facts),
    };
  }

  /** By kind: those of which only people know first, then what they may want one about, the newest first. */
  #byHand(): ReadonlyMap<ActKind, readonly (Untold | Occasion)[]> {
    if (this.#untouched()) return new Map();
    const rules = this.#rules().filter(({ due }) => !due);
    const untold = rules.flatMap(({ kind }): Untold[] => (isTold(kind) ? [] : [{ kind, of: null, facts: null }]));
    const documents = rules.find(({ kind }) => kind === 'address-differs')?.documents ?? [];
    const told = dueOf(this.#acts(), new Set(rules.map(({ kind }) => kind)))
      .filter(({ kind, facts }) => kind !== 'address-differs' || documents.includes(facts.document ?? ''))
      .toReversed();
    return Map.groupBy([...untold, ...told], ({ kind }) => kind);
  }

  /**
   * Before the first sitting is opened there is nothing to draw an act about; and a spare kiosk that had drawn one would have
   * a journal of its own, and could not go on from the copy of another any more.
   */
  #untouched(): boolean {
    const { db } = this.#kiosk;
    return stationOf(db).stage === 'ready' && heldSittings(db).length === 0;
  }

  #due(): readonly Occasion[] {
    const due = this.#rules().filter((rule) => rule.due);
    return dueOf(this.#acts(), new Set(due.map(({ kind }) => kind)));
  }

  #rules(): readonly ActRule[] {
    return this.#kiosk.inForce()?.policy.acts.kinds ?? [];
  }

  #rule(kind: ActKind): ActRule | undefined {
    return this.#rules().find((one) => one.kind === kind);
  }

  #acts(): ActsTold {
    return this.#told.of(this.#kiosk.db);
  }

  #sitting(): string | null {
    return stationOf(this.#kiosk.db).sitting;
  }
}
