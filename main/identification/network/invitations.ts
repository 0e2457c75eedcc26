import { readFileSync } from 'node:fs';
import type { Actor } from '../../../core/journal/event.ts';
import {
  type Invitation,
  invitationDigits,
  invitationText,
  readInvitation,
  shelfAt,
} from '../../../core/network/invitation.ts';
import type { IntoLink, OutOfLink } from '../../../core/network/link.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { InvitationView, JoinedView, JoinView } from '../../api/network-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { Kiosk } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import { headFile } from '../register/files.ts';
import type { JoinedStation, Joining } from './joining.ts';
import { pair } from './paired.ts';

/** How a kiosk is put together, as it goes with an invitation. */
export type CarriedConfiguration = Pick<Configuration, 'signed' | 'invitedBy'>;

/** What was fetched from a kiosk that invites. */
interface Fetched {
  readonly head: Uint8Array;
  readonly configuration: Uint8Array | null;
}

interface InvitationsAround {
  readonly kiosk: Kiosk;
  readonly files: Pick<KioskFiles, 'inForce' | 'stateDir'>;
  readonly joining: Joining;
  /** Null: this kiosk has no network. */
  readonly tell: ((message: IntoLink) => void) | null;
  /** Where this kiosk's door is reached. */
  readonly own: () => readonly string[];
  readonly listen: () => string;
  readonly configuration: CarriedConfiguration;
  /** What is to be served may be other now. */
  readonly joined: () => void;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/** Milliseconds: how long an invitation stands, and how long the head of a package is awaited. */
const STANDS_MS = 600_000;
const FETCH_MS = 20_000;

/** One kiosk leads another to its station: the one that invites, and the one that joins. */
export class Invitations {
  readonly #around: InvitationsAround;
  readonly #waiting = new Map<number, (fetched: Fetched | null) => void>();
  #number = 0;
  #until: number | null = null;
  #asked: (Fetched & { readonly invitation: Invitation; readonly station: JoinedStation }) | null = null;

  constructor(around: InvitationsAround) {
    this.#around = around;
  }

  /** Shows the way here, for ten minutes. */
  invite(actor: Actor): Result<InvitationView, Problem> {
    const { kiosk, files, tell, own, listen, monotonic, configuration } = this.#around;
    const force = files.inForce;
    if (tell === null || own().length === 0) return err({ code: 'network.not-joined' });
    const head = force && readHeadFile(headFile(files.stateDir, force.register.name));
    if (!head) return err({ code: 'station.no-register' });
    const at = shelfAt(listen());
    tell({
      ...{ link: 'offer-head', at, head: Buffer.from(head).toString('base64'), ms: STANDS_MS },
      configuration: textOf(configuration.signed(actor)),
    });
    this.#until = monotonic() + STANDS_MS;
    kiosk.record('kiosk.invited', { minutes: STANDS_MS / 60_000 }, actor);
    return ok(this.view() ?? { text: '', at: [], digits: '' });
  }

  /** The invitation that stands; null: none does. */
  view(): InvitationView | null {
    const { files, own, monotonic } = this.#around;
    const force = files.inForce;
    if (this.#until === null || force === null || monotonic() > this.#until) return null;
    const digits = invitationDigits(force.register.package.sha256, nodeCrypto);
    return { text: invitationText({ at: own(), digits }), at: own(), digits };
  }

  /** Looks where an invitation leads. What it says is shown before anything is done. */
  async ask(code: string): Promise<Result<JoinView, Problem>> {
    const { joining, tell, files } = this.#around;
    const invitation = readInvitation(code);
    if (invitation === null) return err({ code: 'network.no-invitation' });
    if (tell === null) return err({ code: 'network.not-joined' });
    const fetched = await this.#fetch(invitation.at, tell);
    if (fetched === null) return err({ code: 'network.nobody-there', params: { at: invitation.at.join(', ') } });
    const read = joining.read(fetched.head);
    if (!read.ok) return read;
    const { sha256, manifest, precinct } = read.value;
    if (invitationDigits(sha256, nodeCrypto) !== invitation.digits) return err({ code: 'network.other-digits' });
    const force = files.inForce;
    const { id, mode, names } = manifest.election;
    const same =
      !force || (force.election.id === id && force.election.mode === mode && force.precinct.number === precinct.number);
    if (!same) return err({ code: 'network.other-station', params: { station: precinct.number } });
    this.#asked = { ...fetched, invitation, station: read.value };
    return ok({ station: precinct.number, names, version: manifest.version, digits: invitation.digits });
  }

  /** A person has held the digits of both kiosks against each other. */
  confirm(actor: Actor): Result<JoinedView, Problem> {
    const { kiosk, files, joining, joined, configuration } = this.#around;
    const asked = this.#asked;
    if (asked === null) return err({ code: 'station.nothing-to-do' });
    this.#asked = null;
    const { invitation, head, station } = asked;
    const { devices, precinct } = station;
    const came = asked.configuration;
    const hasConfiguration = came !== null && configuration.invitedBy(came, { devices, station: precinct.number });
    pair(files.stateDir, invitation.at);
    if (files.inForce === null) joining.take(head, station);
    const [at = ''] = invitation.at;
    kiosk.record('kiosk.joined', { station: station.precinct.number, at, package: station.sha256 }, actor);
    joined();
    return ok({ configuration: hasConfiguration });
  }

  hear({ number, head, configuration }: Pick<HeadSaid, 'number' | 'head' | 'configuration'>): void {
    const came = configuration === null ? null : bytesOf(configuration);
    this.#waiting.get(number)?.(head === null ? null : { head: bytesOf(head), configuration: came });
    this.#waiting.delete(number);
  }

  async #fetch(at: readonly string[], tell: (message: IntoLink) => void): Promise<Fetched | null> {
    const answers = at.map((one) => {
      this.#number += 1;
      const number = this.#number;
      return new Promise<Fetched | null>((resolve) => {
        const late = setTimeout(() => this.hear({ number, head: null, configuration: null }), FETCH_MS);
        this.#waiting.set(number, (fetched) => {
          clearTimeout(late);
          resolve(fetched);
        });
        tell({ link: 'fetch-head', number, at: shelfAt(one) });
      });
    });
    return (await Promise.all(answers)).find((one) => one !== null) ?? null;
  }
}

type HeadSaid = Extract<OutOfLink, { link: 'head' }>;

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');
const textOf = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('base64');

function readHeadFile(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}
