import { authenticityProblem } from '../../../core/document/chip/passive.ts';
import type { ChipAccess } from '../../../core/document/chip/session-keys.ts';
import { withChip, withoutChip } from '../../../core/document/chip-document.ts';
import type { IdentityDocument, ReadBy } from '../../../core/document/identity-document.ts';
import { parseMrz } from '../../../core/document/mrz.ts';
import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKind } from '../../../drivers/device.ts';
import type { DocumentReadingView } from '../../api/views.ts';
import type { DeviceClient } from '../devices/client.ts';
import type { ReadingProgress } from '../devices/protocol.ts';
import type { Kiosk } from '../kiosk.ts';
import { believedDay } from '../readiness/machine.ts';
import type { Steps } from '../steps.ts';
import type { PageContents, PageReading } from './page-reading.ts';

/** Pixels per inch of a page that is scanned for its zone: both of its readers are made for it. */
const PAGE_DPI = 300;
/** A voter waits no longer than this for a chip, in milliseconds; the printed zone is enough. */
const CHIP_LIMIT_MS = 8_000;
/** So long a card whose number was typed may take to be laid down, and then to be read. */
const CARD_WAIT_MS = 20_000;
const CARD_LIMIT_MS = 60_000;

const CANCELLED: Problem = { code: 'device.cancelled' };
/** No document's chip was there to be asked: nothing is said of it. */
const nothingAsked: ReadonlySet<string> = new Set([
  ...['chip.no-card', 'chip.reader-missing', 'chip.service-missing', 'chip.addon-missing', 'chip.no-document'],
  'device.host-restarting',
]);

/** Whom documents are read for. */
export interface DocumentTaker {
  /** Whether the officer may ask for a document now. */
  readonly takesDocument: boolean;
  /** Whether one that came by itself is for anybody: then its chip is worth the time. */
  wants(document: IdentityDocument): boolean;
  /** It was read; null: it could not be. */
  document(document: IdentityDocument | null, officer: Actor): Result<null, Problem>;
}

/** The rooms that a document is read for. */
export interface DocumentRooms {
  readonly kiosk: Pick<Kiosk, 'inForce' | 'changed' | 'now'>;
  readonly devices: Pick<DeviceClient, 'health' | 'readChip' | 'scanPage'>;
  readonly way: DocumentTaker;
  readonly steps: Pick<Steps, 'refused' | 'under'>;
  readonly pages: Pick<PageReading, 'read' | 'prepare'>;
  /** Who is served by now; null while nobody serves voters. */
  readonly officer: () => Actor | null;
}

/**
 * A voter's document, whatever reads it: a reader that sends zones and codes by itself, a page on a scanner, a chip. All
 * of them end in one `IdentityDocument` that begins a voter's way. One at a time; what is being read is shown, and the
 * officer may end it at any moment.
 */
export class Documents {
  readonly #rooms: DocumentRooms;
  #running: AbortController | null = null;
  #prepared = false;
  #view: DocumentReadingView | null = null;

  constructor(rooms: DocumentRooms) {
    this.#rooms = rooms;
  }

  get view(): DocumentReadingView | null {
    return this.#view;
  }

  /** A reader sent a text by itself. While another document is read it is not taken; while a voter is served it lies apart. */
  async laid(text: string): Promise<void> {
    const { officer, steps } = this.#rooms;
    if (officer() === null || this.#running !== null) return;
    // Before anything is awaited: the next text comes in the middle of it.
    const running = this.#begin();
    this.#show(null);
    // A document that is set aside counts as unreadable: the officer types the PIN.
    const read = steps.refused('document', text) ? '' : text;
    try {
      await steps.under('document', read, async () => {
        const document = readZone(read, 'reader');
        const whole = document && (await this.#withChip(document, read, running.signal));
        return this.#hand(running, whole);
      });
    } finally {
      // Whatever broke over it, the next document is taken.
      this.#ended(running);
    }
  }

  /** Scans the page that lies on the scanner and looks for a zone or a code on it. What comes of it is in the view. */
  scan(): Result<null, Problem> {
    return this.#asked('page', { at: 'scanning', share: null }, async (running) => {
      const { signal } = running;
      const page = await this.#rooms.devices.scanPage({ dpi: PAGE_DPI }, signal);
      if (!page.ok) return page;
      this.#show({ at: 'reading-page' });
      const contents = await unlessAborted(this.#rooms.pages.read(page.value), signal);
      // A face stands on it: it is there no longer than it is looked at.
      page.value.pixels.fill(0);
      if (contents === null) return err(CANCELLED);
      for (const [text, by] of textsOf(contents)) {
        const handed = await this.#under(text, async () => {
          const document = readZone(text, by);
          return document && this.#hand(running, await this.#withChip(document, text, signal));
        });
        if (handed !== null) return handed;
      }
      return err({ code: 'scanner.no-zone' });
    });
  }

  /** Opens the chip on the reader, or the next one, by the six digits that are printed on the card. */
  openChip(can: string): Result<null, Problem> {
    if (!this.opensChips) return err({ code: 'station.nothing-to-do' });
    return this.#asked('chip', { at: 'chip', waiting: true, share: null }, async (running) => {
      const limits = { waitMs: CARD_WAIT_MS, limitMs: CARD_LIMIT_MS };
      const read = await this.#readChip({ can }, limits, running.signal);
      if (!read.ok) return read;
      const handed = await this.#under(read.value.mrz, async () => {
        const document = withChip(null, read.value);
        return document.ok ? this.#hand(running, document.value) : null;
      });
      if (handed !== null) return handed;
      // Nothing that can be read, because somebody changed it: that is forgery, not another kind of card.
      const forged = authenticityProblem(read.value.authenticity);
      // Else a zone of another country's document, or none: nothing on it leads to a record.
      return err(forged?.code === 'chip.not-genuine' ? forged : { code: 'chip.no-document' });
    });
  }

  /** Whether chips are read: the signed policy wants it, and there is what reads them. */
  get opensChips(): boolean {
    return (this.#rooms.kiosk.inForce()?.policy.documentChip.read ?? false) && this.#has('chip');
  }

  /** The officer goes on without what is being read, or has read why it failed. */
  leave(): void {
    this.#running?.abort();
    if (this.#running === null) this.#show(null);
  }

  /** Nobody is at the desk any more: what is read is for nobody. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
    this.#show(null);
  }

  /** There is a scanner: a page may come at any moment. */
  scannerReady(): void {
    if (this.#prepared) return;
    this.#prepared = true;
    this.#rooms.pages.prepare();
  }

  progress({ reads, waiting, share }: ReadingProgress): void {
    if (this.#running === null) return;
    if (reads === 'page') this.#show({ at: 'scanning', share });
    // A card that does not lie there is not awaited with a printed zone in hand.
    else if (!waiting || this.#view !== null) this.#show({ at: 'chip', waiting, share });
  }

  /** What an officer asked for: told in the view from its beginning to its end. */
  #asked(
    what: 'page' | 'chip',
    view: DocumentReadingView,
    read: (running: AbortController) => Promise<Result<null, Problem>>,
  ): Result<null, Problem> {
    if (this.#running !== null) return err({ code: 'station.busy' });
    if (!this.#rooms.way.takesDocument) return err({ code: 'station.voter-in-progress' });
    const running = this.#begin();
    this.#show(view);
    const over = read(running).finally(() => this.#ended(running));
    void over.then((result) => {
      // What was cancelled needs no words, and what has begun since has its own.
      if (result.ok || result.error.code === 'device.cancelled' || this.#running !== null) return;
      this.#show({ at: 'failed', what, problem: result.error });
    });
    return ok(null);
  }

  #begin(): AbortController {
    const running = new AbortController();
    this.#running = running;
    return running;
  }

  /** @returns whether anybody still wants it */
  #ended(running: AbortController): boolean {
    if (this.#running !== running) return false;
    this.#running = null;
    this.#show(null);
    return true;
  }

  /** Begins a voter's way with the document, if anybody still waits for it; null is one that could not be read. */
  #hand(running: AbortController, document: IdentityDocument | null): Result<null, Problem> {
    const { officer, way } = this.#rooms;
    const who = officer();
    return this.#ended(running) && who !== null ? way.document(document, who) : err(CANCELLED);
  }

  /**
   * Work on what came from outside, under its name from its first look to the voter's way: the zone may die of it
   * anywhere there. Null where it is set aside, because it has.
   */
  async #under<T>(text: string, work: () => Promise<T>): Promise<T | null> {
    const { steps } = this.#rooms;
    return steps.refused('document', text) ? null : steps.under('document', text, work);
  }

  /** The document with what its chip says, where the policy wants it and the chip lies there. */
  async #withChip(printed: IdentityDocument, zone: string, signal: AbortSignal): Promise<IdentityDocument> {
    if (!this.opensChips || !this.#rooms.way.wants(printed)) return printed;
    const mrz = zone.trim().split(/\s+/).join('\n').toUpperCase();
    const read = await this.#readChip({ mrz }, { waitMs: 0, limitMs: CHIP_LIMIT_MS }, signal);
    if (!read.ok) return nothingAsked.has(read.error.code) ? printed : withoutChip(printed, read.error.code);
    const whole = withChip(printed, read.value);
    return whole.ok ? whole.value : withoutChip(printed, 'chip.unreadable');
  }

  #readChip(access: ChipAccess, limits: { readonly waitMs: number; readonly limitMs: number }, signal: AbortSignal) {
    const { kiosk, devices } = this.#rooms;
    const authorities = kiosk.inForce()?.documentAuthorities ?? [];
    return devices.readChip({ access, authorities, today: believedDay(kiosk.now()), ...limits }, signal);
  }

  #has(kind: DeviceKind): boolean {
    return this.#rooms.devices.health.some((one) => one.kind === kind && one.status.state !== 'missing');
  }

  #show(view: DocumentReadingView | null): void {
    if (view === null && this.#view === null) return;
    this.#view = view;
    this.#rooms.kiosk.changed();
  }
}

function readZone(text: string, by: ReadBy): IdentityDocument | null {
  const parsed = parseMrz(text, by);
  return parsed.ok ? parsed.value : null;
}

/** The zone on which both readers agree, and codes that may hold one. */
const textsOf = ({ zone, codes }: PageContents): readonly (readonly [text: string, by: ReadBy])[] => [
  ...('accepted' in zone ? [[zone.accepted, 'image'] as const] : []),
  ...codes.map((code) => [code.text, 'code'] as const),
];

/** What the work comes to, or null as soon as nobody waits for it any more; the work itself goes on. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const given = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
    if (signal.aborted) resolve(null);
  });
  return Promise.race([work, given]);
}
