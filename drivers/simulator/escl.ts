import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Listeners } from '../listeners.ts';
import type { GrayPage } from '../scanner/page-scanner.ts';
import { capabilitiesXml, type FeederState, GLASS, type JobLine, statusXml } from './escl-xml.ts';
import { grayPng } from './gray-png.ts';

/** The steps of a scan, by what is asked for. */
export type EsclStep = 'capabilities' | 'status' | 'job' | 'page' | 'cancel';

/** What a scanner does instead of answering. */
export type EsclMishap =
  /** Takes the question and says nothing. */
  | 'silent'
  /** Hangs up before, and in the middle of, the answer. */
  | 'hang-up'
  | 'cut'
  /** Bytes that are no HTTP; HTTP with a body that is none of the format; a body without an end. */
  | 'no-http'
  | 'garbage'
  | 'endless'
  /** HTTP 500. */
  | 'error';

/** As data, so that scripts, the playground and tests say it alike. */
export interface EsclFault {
  /** One step goes wrong, for ever or only so many times. */
  readonly at?: { readonly step: EsclStep; readonly mishap: EsclMishap; readonly times?: number };
  /** Another computer is scanning: so many questions for a job, or for a page, are answered with 503. */
  readonly busy?: { readonly step: 'job' | 'page'; readonly times: number; readonly retryAfter?: number };
  /** The feeder jams after so many sheets of a job. */
  readonly jamAfter?: number;
  /** Its feeder's cover is open; scanners have two words for it. */
  readonly coverOpen?: 'hatch' | 'door';
  readonly stopped?: boolean;
  /** As some scanners do, it names itself by an address that cannot be reached from here. */
  readonly strangeName?: boolean;
  /** Milliseconds before every answer. */
  readonly slow?: number;
}

type Gray = Pick<GrayPage, 'width' | 'height' | 'pixels'>;

interface Job {
  readonly path: string;
  readonly feeder: boolean;
  readonly dpi: number;
  /** In 300ths of an inch. */
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly format: string;
  state: JobLine['state'];
  pages: number;
}

const page = (path: string) => /^\/eSCL\/ScanJobs\/[\w-]+\/NextDocument$/.test(path);

/** A scanner with glass and feeder that speaks eSCL on 127.0.0.1, as makers' scanners speak it in a network. */
export class SimulatedEscl {
  /** What lies on the glass; an empty glass is white. */
  glass: GrayPage | null = null;
  /** The sheets in the feeder, next first. */
  feeder: GrayPage[] = [];
  fault: EsclFault = {};
  /** A sheet of the feeder was drawn in, and lies on top of those that came out. */
  readonly drawn = new Listeners<GrayPage>();
  /** What was asked, in order, such as `GET /eSCL/ScannerStatus`. */
  readonly asked: string[] = [];
  private readonly jobs: Job[] = [];
  private readonly formats: ReadonlyMap<string, (image: Gray) => Uint8Array>;
  private jammed = false;
  private mishaps = 0;
  private refusals = 0;
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private readonly timers = new Set<NodeJS.Timeout>();
  private port = 0;

  /** @param encodeJpeg where the scanner is to have JPEG, which every real one has; PNG it has unless told otherwise */
  constructor(options: { readonly encodeJpeg?: (image: Gray) => Uint8Array; readonly png?: boolean } = {}) {
    const { encodeJpeg, png = true } = options;
    this.formats = new Map<string, (image: Gray) => Uint8Array>([
      ...(encodeJpeg ? [['image/jpeg', encodeJpeg] as const] : []),
      ...(png ? [['image/png', grayPng] as const] : []),
    ]);
  }

  /** Where its service is, once it is switched on. */
  get url(): string {
    return `http://127.0.0.1:${this.port}/eSCL`;
  }

  /** Jobs that nobody has finished or let go of. */
  get openJobs(): number {
    return this.jobs.filter(({ state }) => state === 'Processing').length;
  }

  /** Switches it on; again at the same address if it was on before. */
  async on(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Switches it off, as by pulling its plug. */
  async off(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
    this.jobs.length = 0;
  }

  /** Takes the jammed sheet out. */
  freeJam(): void {
    this.jammed = false;
  }

  /** Sets what goes wrong from now on. */
  setFault(fault: EsclFault): void {
    this.fault = fault;
    this.mishaps = 0;
    this.refusals = 0;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request;
    this.asked.push(`${method} ${path}`);
    request.on('error', () => {});
    response.on('error', () => {});
    const body = await bodyOf(request);
    if (this.fault.slow) await this.pause(this.fault.slow);
    const step = stepOf(method, path);
    if (step && this.goesWrong(step, response)) return;
    if (step === 'capabilities') xml(response, capabilitiesXml({ formats: [...this.formats.keys()] }));
    else if (step === 'status') xml(response, statusXml(this.state()));
    else if (step === 'job') this.startJob(body, response);
    else if (step === 'page') this.sendPage(path.replace(/\/NextDocument$/, ''), response);
    else if (step === 'cancel') this.cancel(path, response);
    else response.writeHead(404).end();
  }

  private goesWrong(step: EsclStep, response: ServerResponse): boolean {
    const { at } = this.fault;
    if (at?.step !== step || this.mishaps >= (at.times ?? Number.POSITIVE_INFINITY)) return false;
    this.mishaps += 1;
    const type = { 'Content-Type': step === 'page' ? 'image/png' : 'text/xml' };
    const { socket } = response;
    switch (at.mishap) {
      case 'silent':
        return true;
      case 'hang-up':
        socket?.destroy();
        return true;
      case 'cut':
        response.writeHead(200, { ...type, 'Content-Length': 10_000 });
        response.write('<?xml version="1.0"?>', () => socket?.destroy());
        return true;
      case 'no-http':
        socket?.end('\x02\x03 220 ready\r\n\r\n');
        return true;
      case 'garbage':
        response.writeHead(200, type).end(Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 37) % 256)));
        return true;
      case 'endless': {
        response.writeHead(200, type);
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x20)));
        };
        response.on('drain', more);
        more();
        return true;
      }
      case 'error':
        response.writeHead(500).end();
        return true;
    }
  }

  private state(): Parameters<typeof statusXml>[0] {
    const { coverOpen, stopped } = this.fault;
    const loaded: FeederState = this.feeder.length > 0 ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty';
    const open = coverOpen && ({ hatch: 'ScannerAdfHatchOpen', door: 'ScannerAdfDoorOpen' } as const)[coverOpen];
    const feeder: FeederState = open ?? (this.jammed ? 'ScannerAdfJam' : loaded);
    const busy = this.openJobs > 0 || this.refusing('job');
    return { state: stopped ? 'Stopped' : busy ? 'Processing' : 'Idle', feeder, jobs: this.jobs.slice(-10) };
  }

  private refusing(step: 'job' | 'page'): boolean {
    const { busy } = this.fault;
    return busy?.step === step && this.refusals < busy.times;
  }

  private refused(step: 'job' | 'page', response: ServerResponse): boolean {
    if (!this.refusing(step)) return false;
    this.refusals += 1;
    const { retryAfter } = this.fault.busy!;
    response.writeHead(503, retryAfter === undefined ? {} : { 'Retry-After': retryAfter }).end();
    return true;
  }

  private startJob(settings: string, response: ServerResponse): void {
    if (this.refused('job', response)) return;
    const value = (name: string) => new RegExp(`<(?:\\w+:)?${name}>([^<]*)<`).exec(settings)?.[1] ?? '';
    const feeder = value('InputSource') === 'Feeder';
    const format = value('DocumentFormatExt') || value('DocumentFormat');
    const { stopped, coverOpen } = this.fault;
    const blocked = stopped || (feeder && (coverOpen !== undefined || this.jammed || this.feeder.length === 0));
    if (blocked || !this.formats.has(format) || this.openJobs > 0) {
      response.writeHead(this.openJobs > 0 ? 503 : 409).end();
      return;
    }
    const area = {
      x: Number(value('XOffset')) || 0,
      y: Number(value('YOffset')) || 0,
      width: Math.min(Number(value('Width')) || GLASS.width, GLASS.width),
      height: Math.min(Number(value('Height')) || GLASS.height, GLASS.height),
    };
    const path = `/eSCL/ScanJobs/4509a320-${String(this.jobs.length + 1).padStart(4, '0')}`;
    const dpi = Number(value('XResolution')) || 300;
    this.jobs.push({ path, feeder, dpi, area, format, state: 'Processing', pages: 0 });
    const host = this.fault.strangeName ? 'http://scanner.invalid:8080' : '';
    response.writeHead(201, { Location: `${host}${path}` }).end();
  }

  private sendPage(path: string, response: ServerResponse): void {
    const job = this.jobs.find((one) => one.path === path && one.state === 'Processing');
    if (this.refused('page', response)) return;
    if (!job) {
      response.writeHead(404).end();
      return;
    }
    if (job.feeder && job.pages === this.fault.jamAfter) this.jammed = true;
    const sheet = job.feeder
      ? this.jammed
        ? undefined
        : this.feeder.shift()
      : job.pages === 0
        ? this.glass
        : undefined;
    if (sheet === undefined) {
      job.state = this.jammed && job.feeder ? 'Aborted' : 'Completed';
      response.writeHead(404).end();
      return;
    }
    job.pages += 1;
    if (job.feeder && sheet) this.drawn.emit(sheet);
    const bytes = this.formats.get(job.format)!(seen(sheet, job));
    response.writeHead(200, { 'Content-Type': job.format, 'Content-Length': bytes.length }).end(bytes);
  }

  private cancel(path: string, response: ServerResponse): void {
    const job = this.jobs.find((one) => one.path === path);
    if (job?.state === 'Processing') job.state = 'Canceled';
    response.writeHead(job ? 200 : 404).end();
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve();
      }, ms);
      this.timers.add(timer);
    });
  }
}

function stepOf(method: string, path: string): EsclStep | null {
  if (method === 'GET' && path === '/eSCL/ScannerCapabilities') return 'capabilities';
  if (method === 'GET' && path === '/eSCL/ScannerStatus') return 'status';
  if (method === 'POST' && path === '/eSCL/ScanJobs') return 'job';
  if (method === 'GET' && page(path)) return 'page';
  return method === 'DELETE' && path.startsWith('/eSCL/ScanJobs/') ? 'cancel' : null;
}

function xml(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'Content-Type': 'text/xml' }).end(text);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const part of request) if (text.length < 65_536) text += String(part);
  } catch {
    // The client is gone; nobody will read the answer.
  }
  return text;
}

/** The sheet as the job's resolution and area show it; beside the sheet everything is white. */
function seen(sheet: GrayPage | null, { dpi, area }: Job): Gray {
  const [left, top, width, height] = [area.x, area.y, area.width, area.height].map((unit) =>
    Math.round((unit * dpi) / 300),
  ) as [number, number, number, number];
  const pixels = new Uint8Array(width * height).fill(255);
  if (!sheet) return { width, height, pixels };
  const scale = sheet.dpi / dpi;
  for (let y = 0; y < height; y += 1) {
    const from = Math.floor((y + top + 0.5) * scale);
    if (from >= sheet.height) break;
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor((x + left + 0.5) * scale);
      if (column >= sheet.width) break;
      pixels[y * width + x] = sheet.pixels[from * sheet.width + column]!;
    }
  }
  return { width, height, pixels };
}
