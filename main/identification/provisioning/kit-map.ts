import { join, resolve } from 'node:path';
import type { Actor } from '../../../core/journal/event.ts';
import { fileName } from '../../../core/media/file-name.ts';
import { kitMapPages } from '../../../core/paper/kit-map-page.ts';
import { pdfOf } from '../../../core/paper/pdf.ts';
import { shortDate } from '../../../core/person/dates.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { kitWords } from '../../../core/receipt/kit-slip.ts';
import { modeWords, slipWords } from '../../../core/receipt/words.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { KitMapDeviceView, KitMapView } from '../../api/kit-map-views.ts';
import type { PrintedPageView } from '../../api/views.ts';
import { paperFonts } from '../../paper-fonts.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { type DeviceSetup, kindOf } from '../devices/setup.ts';
import type { DeviceSetups } from '../devices/setups.ts';
import { type Kiosk, localMoment } from '../kiosk.ts';
import type { Medium } from '../media.ts';
import { cableOf, onPaper } from './kit-words.ts';
import type { Passport } from './passport.ts';

export interface KitMapSources {
  readonly kiosk: Pick<Kiosk, 'now' | 'record' | 'inForce' | 'device'>;
  readonly keys: Pick<DeviceKeys, 'serial' | 'device'>;
  readonly setups: Pick<DeviceSetups, 'all' | 'discover'>;
  readonly passport: Pick<Passport, 'devices'>;
  readonly configuration: Pick<Configuration, 'compare'>;
  readonly media: () => readonly Medium[];
  /** Prints a sheet on the page printer. */
  readonly page: (pdf: Uint8Array, actor: Actor) => Promise<Result<PrintedPageView, Problem>>;
  /** Prints the slip of these devices. */
  readonly slip: (devices: readonly KitMapDeviceView[]) => Promise<Result<null, Problem>>;
}

/** What stands where, which cable goes to which port, and every serial number: for whoever unpacks the kit next time. */
export class KitMap {
  readonly #from: KitMapSources;

  constructor(from: KitMapSources) {
    this.#from = from;
  }

  /** Devices that are set up, then those of the standard kit that are not. */
  async view(): Promise<KitMapView> {
    const { setups, passport, configuration } = this.#from;
    const [{ found }, compared] = await Promise.all([setups.discover('cable'), configuration.compare()]);
    const noted = new Map(passport.devices().map(({ peripheral, serial }) => [peripheral, serial]));
    const here = setups.all.map((setup): KitMapDeviceView => {
      const kind = kindOf[setup.driver];
      // What a technician has read off the plate counts more than what a chip inside says.
      const serial = noted.get(setup.id) ?? found.find(({ usedBy }) => usedBy === setup.id)?.serial ?? serialIn(setup);
      return { id: setup.id, kind, at: setup.at, serial, cable: cableOf(setup) };
    });
    const missing = compared.lines
      .filter(({ device, differs }) => device === null && differs.includes('missing'))
      .map(
        ({ kind }): KitMapDeviceView => ({
          ...{ id: kind, kind, at: null, serial: null, cable: 'none' },
        }),
      );
    return {
      kit: compared.names ?? { ky: compared.kit, ru: compared.kit, en: compared.kit },
      devices: [...here, ...missing],
    };
  }

  /** Writes the map to a medium as a sheet of A4. */
  async save(
    target: string,
    actor: Actor,
  ): Promise<Result<{ readonly file: string; readonly sha256: string }, Problem>> {
    const { media, keys, kiosk } = this.#from;
    if (!media().some(({ path }) => resolve(path) === resolve(target))) return err({ code: 'station.target-gone' });
    const file = fileName(['taanuu-kit', keys.device, localMoment(kiosk, kiosk.now()).date], '.pdf');
    const written = await writeWhole(join(target, file), [await this.pdf()]);
    if (!written.ok) return written;
    kiosk.record('kit.exported', { sha256: written.value.sha256 }, actor);
    return ok({ file, sha256: written.value.sha256 });
  }

  async printPage(actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    return this.#from.page(await this.pdf(), actor);
  }

  async printSlip(actor: Actor): Promise<Result<null, Problem>> {
    const { devices } = await this.view();
    const printed = await this.#from.slip(devices);
    if (printed.ok) this.#from.kiosk.record('kit.printed', { devices: devices.length }, actor);
    return printed;
  }

  /** The sheet, in Kyrgyz and Russian. */
  async pdf(): Promise<Uint8Array> {
    const { kiosk, keys } = this.#from;
    const { kit, devices } = await this.view();
    const { date, time } = localMoment(kiosk, kiosk.now());
    const force = kiosk.inForce();
    const pages = kitMapPages({
      mark: force && modeWords[force.election.mode],
      title: kitWords.map,
      kit: { ky: kit.ky, ru: kit.ru },
      kiosk: kitWords.kiosk,
      kioskSerial: keys.serial,
      facts: [
        [slipWords.device, keys.device],
        [slipWords.date, `${shortDate(date)} ${time}`],
      ],
      serial: kitWords.serial,
      devices: devices.map(onPaper),
      signature: slipWords.technician,
    });
    const about = {
      title: `${kitWords.map.ky} ${keys.device}`,
      at: kiosk.now().toISOString(),
      language: 'ky' as const,
    };
    return pdfOf(pages, about, paperFonts());
  }
}

/** The number that a USB name ends with. */
const serialIn = ({ at }: DeviceSetup): string | null => /^usb:[0-9a-f]{4}:[0-9a-f]{4}#(.+)$/.exec(at)?.[1] ?? null;
