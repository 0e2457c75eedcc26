import type { ZodError } from 'zod';
import type { HandedItem } from '../../../core/journal/catalogue/afterwards.ts';
import { type BodyOf, eventCatalogue } from '../../../core/journal/catalogue.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { pdfOf } from '../../../core/paper/pdf.ts';
import { slipPages } from '../../../core/paper/slip-page.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { BesideFacts } from '../../../core/receipt/beside.ts';
import { handingCode } from '../../../core/receipt/handing-slip.ts';
import { handingWords } from '../../../core/receipt/handing-words.ts';
import type { Slip } from '../../../core/receipt/slip.ts';
import { slipSvg } from '../../../core/receipt/svg.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { HandingView } from '../../api/afterwards-views.ts';
import { paperFonts } from '../../paper-fonts.ts';
import type { DeviceClient } from '../devices/client.ts';
import { type DeviceSetup, pagePrinter } from '../devices/setup.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import type { Slips } from '../slips.ts';
import { heldSittings } from '../state/sittings.ts';
import { proposedItems } from './proposed.ts';
import { type CopyRow, copiesOf, handingOf, missingAfter } from './read.ts';
import type { RetentionRoom } from './retention.ts';

type Check = BodyOf<'handing.checked'>['items'];

/**
 * Handing the station over: one act, printed twice, ticked by the commission. There is no uplink, so the whole journal is
 * what was never delivered: it must lie complete and verified on the policy's media first.
 */
export class HandingRoom {
  readonly #kiosk: Kiosk;
  readonly #keys: DeviceKeys;
  readonly #devices: Pick<DeviceClient, 'print' | 'printPage'>;
  readonly #setups: { readonly all: readonly DeviceSetup[] };
  readonly #slips: Slips;
  readonly #retention: RetentionRoom;
  #printing = false;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly keys: DeviceKeys;
    readonly devices: Pick<DeviceClient, 'print' | 'printPage'>;
    readonly setups: { readonly all: readonly DeviceSetup[] };
    readonly slips: Slips;
    readonly retention: RetentionRoom;
  }) {
    this.#kiosk = around.kiosk;
    this.#keys = around.keys;
    this.#devices = around.devices;
    this.#setups = around.setups;
    this.#slips = around.slips;
    this.#retention = around.retention;
  }

  /** A copy of the act is being printed. */
  get busy(): boolean {
    return this.#printing;
  }

  view(): HandingView {
    const { db } = this.#kiosk;
    const row = handingOf(db);
    return {
      have: this.#retention.have(),
      wanted: this.#retention.wanted,
      proposed: row ? [] : proposedItems(db, this.#keys.serial, this.#setups.all, this.#media()),
      act: row && {
        at: row.at,
        to: row.act.to,
        items: row.act.items,
        copies: row.copies,
        checked: row.checked?.items ?? null,
      },
    };
  }

  /** Whether everything lies where it must before anybody types a code. */
  mayHandOver(to: string, items: readonly HandedItem[]): Result<null, Problem> {
    if (!heldSittings(this.#kiosk.db).some(({ closed_at }) => closed_at !== null)) {
      return err({ code: 'station.nothing-to-do' });
    }
    const { have, wanted } = this.view();
    if (have < wanted) return err({ code: 'afterwards.copies-missing', params: { have, wanted } });
    const act = eventCatalogue['station.handed-over'].body.safeParse({ to, items, media: [], approvers: [] });
    return act.success ? ok(null) : err({ code: 'afterwards.act-refused', params: { field: fieldOf(act.error) } });
  }

  /** Commits the act; from then on it is printed, as often as it must, as the same two copies. */
  handOver(
    to: string,
    items: readonly HandedItem[],
    approvers: readonly string[],
    actor: Actor,
  ): Result<null, Problem> {
    const may = this.mayHandOver(to, items);
    if (!may.ok) return may;
    const media = this.#media();
    this.#kiosk.record(
      'station.handed-over',
      { to, items: [...items], media: media.map(({ medium }) => medium), approvers: [...approvers] },
      actor,
    );
    return ok(null);
  }

  /** Prints copy 1 or 2: on A4 where there is a printer for it, else as a slip. */
  async printCopy(copy: 1 | 2, actor: Actor): Promise<Result<{ readonly out: 'yes' | 'no' | 'maybe' }, Problem>> {
    const row = handingOf(this.#kiosk.db);
    const force = this.#kiosk.inForce();
    if (!row || !force) return err({ code: 'station.nothing-to-do' });
    if (this.#printing) return err({ code: 'station.busy' });
    this.#printing = true;
    try {
      const slip = this.slip(copy);
      const page = pagePrinter(this.#setups.all) !== null;
      const printed = page
        ? await this.#devices.printPage(this.#pdf(slip, force, copy), `Taanuu handing ${copy}`)
        : await this.#devices.print(slipSvg(slip));
      const out = printed.ok ? 'yes' : printed.error.sent === 'nothing-sent' ? 'no' : 'maybe';
      this.#kiosk.record('handing.copied', { copy, paper: page ? 'page' : 'slip', out }, actor);
      return printed.ok ? ok({ out }) : err(printed.error.problem);
    } finally {
      this.#printing = false;
    }
  }

  /** What the commission found, thing by thing. */
  check(items: Check, actor: Actor): Result<null, Problem> {
    const row = handingOf(this.#kiosk.db);
    if (!row) return err({ code: 'station.nothing-to-do' });
    const body = eventCatalogue['handing.checked'].body.safeParse({ items });
    if (!body.success || items.length !== row.act.items.length) {
      return err({
        code: 'afterwards.act-refused',
        params: { field: body.error ? fieldOf(body.error) : 'items' },
      });
    }
    this.#kiosk.record('handing.checked', { items: [...items] }, actor);
    return ok(null);
  }

  /** What stands on a copy of the act. Throws where there is none. */
  slip(copy: 1 | 2): Slip {
    const row = handingOf(this.#kiosk.db);
    const force = this.#kiosk.inForce();
    if (!row || !force) throw new Error('a copy of no act');
    const { items, to } = row.act;
    const told = handingCode({
      election: force.election.id,
      station: force.precinct.number,
      device: this.#keys.device,
      key: this.#keys.signing.key,
      ...{ seq: row.seq, hash: row.hash, items },
    });
    const signature = Buffer.from(this.#keys.signing.sign(Buffer.from(told))).toString('base64url');
    return this.#slips.handing(
      { copy, to, items, beside: this.#beside(row.seq), events: row.seq, act: row.hash, qr: `${told}:${signature}` },
      row.hash,
    );
  }

  /** Of all sittings that are handed over, as it was known when the act was made: every copy says the same. */
  #beside(until: number): readonly BesideFacts[] {
    return heldSittings(this.#kiosk.db).flatMap(({ sitting }) => this.#slips.beside(sitting, until));
  }

  #pdf(slip: Slip, force: InForce, copy: number): Uint8Array {
    const pages = slipPages(slip, { name: handingWords.copy, number: copy });
    const title = `${handingWords.title.ky} ${force.precinct.number}`;
    return pdfOf(pages, { title, at: this.#kiosk.now().toISOString(), language: 'ky' }, paperFonts());
  }

  /** Media with a copy that has everything. */
  #media(): readonly CopyRow[] {
    const { db } = this.#kiosk;
    return copiesOf(db).filter(({ events }) => missingAfter(db, events) === 0);
  }
}

/** The name of what is refused: the last one on the way to it, without its place in a list. */
const fieldOf = ({ issues }: ZodError): string =>
  String(issues[0]?.path.findLast((step) => typeof step === 'string') ?? 'items');
