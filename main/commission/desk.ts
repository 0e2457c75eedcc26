import { join } from 'node:path';
import type { ConsolePersonEntry, ConsoleSettings } from '../../core/commission/settings.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { checkCode } from '../access/people.ts';
import type { Changes } from '../api/changes.ts';
import type { Credential } from '../api/credential.ts';
import { keptFailures } from './failures.ts';

/** What is signed with the root key is decided by so many persons. */
const APPROVERS = 2;

/** Who sits at the console. A restart signs everybody out, and so does a while without a hand. */
export class ConsoleDesk {
  readonly #settings: Pick<ConsoleSettings, 'people' | 'access'>;
  readonly #changes: Changes;
  readonly #now: () => number;
  readonly #failures: ReturnType<typeof keptFailures>;
  #person: ConsolePersonEntry | null = null;
  #scope: string | null = null;
  #touched = 0;

  /** @param folder where it is kept who typed wrong codes */
  constructor(
    folder: string,
    settings: Pick<ConsoleSettings, 'people' | 'access'>,
    changes: Changes,
    now: () => number,
  ) {
    this.#settings = settings;
    this.#changes = changes;
    this.#now = now;
    this.#failures = keptFailures(join(folder, 'wrong-codes.json'), now);
  }

  get person(): ConsolePersonEntry | null {
    return this.#person;
  }

  /** The territory whose stations are shown; null: all that whoever is signed in may see, or the country. */
  get scope(): string | null {
    return this.#scope;
  }

  /** Whoever is signed in looks at a territory; the console has seen to it that she may. */
  lookAt(territory: string | null): void {
    this.#scope = territory;
    this.#changes.changed();
  }

  async signIn(credential: Credential): Promise<Result<null, Problem>> {
    const { people, access } = this.#settings;
    const checked = await checkCode(people, access, this.#failures, credential, this.#now());
    if (!checked.ok) return checked;
    this.#failures.right(checked.value.id);
    this.#person = checked.value;
    this.#scope = checked.value.territory;
    this.touched();
    this.#changes.changed();
    return ok(null);
  }

  /** Checks the codes of two different persons of the central commission. @returns their ids */
  async approve(credentials: readonly Credential[]): Promise<Result<readonly string[], Problem>> {
    const { people, access } = this.#settings;
    if (new Set(credentials.map(({ person }) => person)).size !== credentials.length) {
      return err({ code: 'access.approvers-same' });
    }
    if (credentials.length < APPROVERS) return err({ code: 'access.approvers-missing', params: { needed: APPROVERS } });
    const central = people.filter(({ role }) => role === 'central');
    for (const credential of credentials) {
      const checked = await checkCode(central, access, this.#failures, credential, this.#now());
      if (!checked.ok) return checked;
      this.#failures.right(checked.value.id);
    }
    return ok(credentials.map(({ person }) => person));
  }

  signOut(): void {
    this.#person = null;
    this.#scope = null;
    this.#changes.changed();
  }

  /** Somebody did something. */
  touched(): void {
    this.#touched = this.#now();
  }

  /** Signs out whoever has been idle for too long. Called from time to time. */
  expire(): void {
    if (this.#person && this.#now() - this.#touched > this.#settings.access.idleMinutes * 60_000) this.signOut();
  }
}
