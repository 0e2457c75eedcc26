import type { PersonEntry } from '../../core/election/station.ts';
import type { Actor } from '../../core/journal/event.ts';
import { answering, calledRoles, type HelpCall, type Helper, openCalls } from '../../core/journal/help-calls.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Kiosk } from './kiosk.ts';
import { Following } from './state/following.ts';

/**
 * Where open calls are shown: this kiosk's own displays, and whatever else the room has. A board is given all open calls
 * at every change, so that one which comes late or was away shows what stands.
 */
export interface HelpBoard {
  show(calls: readonly HelpCall[]): void;
}

/** Calls for the chair or the technician, without leaving the voter. */
export class HelpDesk {
  readonly #kiosk: Kiosk;
  readonly #boards: readonly HelpBoard[];
  readonly #open = new Following(openCalls);

  constructor(kiosk: Kiosk, boards: readonly HelpBoard[]) {
    this.#kiosk = kiosk;
    this.#boards = boards;
  }

  /** Oldest first. */
  get calls(): readonly HelpCall[] {
    return [...this.#open.of(this.#kiosk.db).values()];
  }

  /** Calls somebody; who is called already is not called twice. */
  call(whom: Helper, actor: Actor): Result<null, Problem> {
    if (this.calls.some((one) => one.whom === whom)) return err({ code: 'station.nothing-to-do' });
    this.#kiosk.record('help.called', { call: this.#kiosk.newId(), whom }, actor);
    this.#tell();
    return ok(null);
  }

  /** Whoever stands here has shown her code: the call is over. */
  answer(call: string, { id, role }: PersonEntry): Result<null, Problem> {
    const open = this.calls.find((one) => one.call === call);
    if (open === undefined) return err({ code: 'station.nothing-to-do' });
    if (!answering[open.whom].includes(role)) return err({ code: 'access.approver-role' });
    this.#kiosk.record('help.answered', { call, person: id }, { role, person: id });
    this.#tell();
    return ok(null);
  }

  /** She has given her code here, to sign in or to approve something: whoever was called has come with it. */
  seen({ id, role }: PersonEntry): void {
    const answered = this.calls.filter(({ whom }) => calledRoles[whom].includes(role));
    for (const { call } of answered) this.#kiosk.record('help.answered', { call, person: id }, { role, person: id });
    if (answered.length > 0) this.#tell();
  }

  #tell(): void {
    for (const board of this.#boards) board.show(this.calls);
  }
}
