import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import { SaneCommand } from './sane-command.ts';
import { LIST_FORMAT, type ListedScanner, parseList } from './scanimage-text.ts';

/** A scanner in the network that speaks eSCL. */
export interface ListedEscl {
  /** What it calls itself. */
  readonly name: string;
  /** `http://host:port/eSCL`. */
  readonly url: string;
}

/** Backends ask every bus and the network: with a printer that sleeps this takes long. */
const LIST_MS = 20_000;
/** What the network calls a scanner is cut here. */
const NAME_CHARACTERS = 100;
/** More scanners than one network shows. */
const MOST_SCANNERS = 64;

export interface ListOptions {
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/**
 * Scanners that SANE knows, as `scanimage -f` lists them, under its watchdog. Network scanners that sane-airscan offers
 * over eSCL are left out: they are asked directly and stand in the other list.
 * @returns `scanner.part-missing` where sane-utils is not installed, `scanner.timed-out` where a backend does not end
 */
export async function listSane(options: ListOptions = {}): Promise<Result<readonly ListedScanner[], Problem>> {
  const { program = 'scanimage' } = options;
  const text = await said(program, ['-f', LIST_FORMAT], options);
  if (!text.ok) return text.error.code === 'scanner.missing' ? ok([]) : text;
  return ok(
    parseList(text.value)
      .filter(({ device }) => !device.startsWith('airscan:e'))
      .slice(0, MOST_SCANNERS),
  );
}

/**
 * Scanners in the network, as sane-airscan's own `airscan-discover` finds them (DNS-SD by avahi-daemon, WS-Discovery by
 * itself). Without avahi-daemon it finds no eSCL scanner and says nothing about it: their address is typed then.
 * @returns `scanner.part-missing` where sane-airscan is not installed
 */
export async function listEscl(options: ListOptions = {}): Promise<Result<readonly ListedEscl[], Problem>> {
  const { program = 'airscan-discover' } = options;
  const text = await said(program, [], options);
  if (text.ok) return ok(parseAirscan(text.value));
  const { error } = text;
  return err(error.code === 'scanner.part-missing' ? { ...error, params: { part: 'sane-airscan' } } : error);
}

/**
 * Reads the configuration that `airscan-discover` writes: `  Name = http://host:80/eSCL, eSCL` in a line each. Scanners
 * that speak WSD only are left out: no driver of ours speaks it, and SANE lists them itself.
 */
export function parseAirscan(text: string): readonly ListedEscl[] {
  const found = text.split('\n').flatMap((line) => {
    // A name may hold anything, also ` = `: the address is what stands last.
    const [, name, url] = /^\s+(.+) = (https?:\/\/[\x21-\x7e]{1,400}), eSCL\s*$/.exec(line) ?? [];
    if (name === undefined || url === undefined || !URL.canParse(url)) return [];
    return [
      {
        name: name
          .trim()
          .replace(/^"(.*)"$/, '$1')
          .slice(0, NAME_CHARACTERS),
        url: url.replace(/\/$/, ''),
      },
    ];
  });
  // One that is in the network twice, by cable and by radio, is two addresses; the same address twice is one.
  return [...new Map(found.map((one) => [one.url, one])).values()].slice(0, MOST_SCANNERS);
}

async function said(program: string, args: readonly string[], options: ListOptions): Promise<Result<string, Problem>> {
  const { env = {}, limitMs = LIST_MS, clock = systemClock, signal = new AbortController().signal } = options;
  const command = new SaneCommand({ program, env, watchdog: {}, clock, scanner: program });
  return command.text(args, limitMs, signal);
}
