import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzNut } from './nut-codec.fuzz.ts';
import { askVariables, type NutFrame, NutParser, nutWords, powerCondition } from './nut-codec.ts';

const LIST =
  'BEGIN LIST VAR kiosk\nVAR kiosk ups.status "OL CHRG"\nVAR kiosk ups.mfr "A \\"B\\" \\\\ C"\nEND LIST VAR kiosk\n';
const values = { 'ups.status': 'OL CHRG', 'ups.mfr': 'A "B" \\ C' };

const parse = (text: string, parser = new NutParser()): NutFrame[] => parser.push(Buffer.from(text));
const listsIn = (frames: readonly NutFrame[]) =>
  frames.flatMap((frame) => (frame.frame === 'variables' ? [Object.fromEntries(frame.values)] : []));

describe('answers of upsd', () => {
  it('are asked for in its words', () => {
    expect(Buffer.from(askVariables('kiosk')).toString()).toBe('LIST VAR kiosk\n');
  });

  it('are read whole, and byte by byte, with quotes and backslashes', () => {
    expect(listsIn(parse(LIST))).toEqual([values]);
    const parser = new NutParser();
    const frames = [...Buffer.from(LIST)].flatMap((byte) => parser.push(Uint8Array.of(byte)));
    expect(listsIn(frames)).toEqual([values]);
    expect(parser.skipped).toBe(0);
  });

  it('are read with the line ends of a terminal too', () => {
    expect(listsIn(parse(LIST.replaceAll('\n', '\r\n')))).toEqual([values]);
  });

  it('that are refusals are told with their reason', () => {
    expect(parse('ERR DATA-STALE\nERR DRIVER-NOT-CONNECTED\n')).toEqual([
      { frame: 'error', reason: 'DATA-STALE' },
      { frame: 'error', reason: 'DRIVER-NOT-CONNECTED' },
    ]);
  });

  it.each([
    ['a line is missing its end', LIST.replace('"OL CHRG"', '"OL CH')],
    ['a line of another list stands in it', LIST.replace('VAR kiosk ups.mfr', 'VAR desk ups.mfr')],
    ['the end is of another list', LIST.replace('END LIST VAR kiosk', 'END LIST VAR desk')],
    ['it has no beginning', LIST.replace('BEGIN LIST VAR kiosk\n', '')],
    ['a line is longer than there can be', LIST.replace('OL CHRG', 'x'.repeat(2_000))],
    ['a refusal stands in it', LIST.replace('VAR kiosk ups.mfr', 'ERR DATA-STALE\nVAR kiosk ups.mfr')],
  ])('are no list where %s, and the next list is read', (_, text) => {
    const parser = new NutParser();
    expect(listsIn(parse(text, parser))).toEqual([]);
    expect(parser.skipped).toBeGreaterThan(0);
    expect(listsIn(parse(LIST, parser))).toEqual([values]);
  });

  it('take no more memory than a list and a line, whatever comes', () => {
    const parser = new NutParser();
    parse('BEGIN LIST VAR kiosk\n', parser);
    for (let i = 0; i < 5_000; i++) parse(`VAR kiosk name${i} "x"\n`, parser);
    expect(parser.held).toBeLessThanOrEqual(1_000);
    for (let i = 0; i < 100; i++) parser.push(new Uint8Array(100_000).fill(0x41));
    expect(parser.held).toBeLessThanOrEqual(1_024);
    expect(listsIn(parse(`\n${LIST}`, parser))).toEqual([values]);
  });

  it('in 20,000 mangled cases never break the parser (a bench runs 1,000,000)', () => {
    const { lists, errors, mostHeld } = fuzzNut(20_000, 1);
    expect(lists).toBeGreaterThan(1_000);
    expect(errors).toBeGreaterThan(500);
    expect(mostHeld).toBeLessThanOrEqual(1_024 + 1_000);
  });

  it('words that are quoted come back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.string().map((s) => s.replaceAll(/[\n\r]/g, ''))), (words) => {
        const line = words.map((word) => `"${word.replaceAll(/[\\"]/g, '\\$&')}"`).join(' ');
        expect(nutWords(line)).toEqual(words);
      }),
    );
  });
});

describe('what the variables of a supply say', () => {
  const reading = (status: string, more: Record<string, string> = {}) =>
    powerCondition(new Map(Object.entries({ 'ups.status': status, ...more }))).reading;

  it.each([
    ['OL', 'mains', false],
    ['OL CHRG LB', 'mains', false],
    ['OB DISCHRG', 'battery', false],
    ['OB DISCHRG LB', 'battery', true],
    ['FSD OL', 'battery', true],
    ['CAL OB DISCHRG LB', 'mains', false],
    ['BYPASS', 'mains', false],
    ['OFF', 'unknown', false],
    ['WAIT', 'unknown', false],
    ['', 'unknown', false],
    ['LB', 'unknown', false],
    ['OBOL', 'unknown', false],
  ])('%j: %s, low %s', (status, source, low) => {
    expect(reading(status)).toMatchObject({ source, low });
  });

  it.each([
    ['57', 57],
    ['57.5', 57.5],
    ['101', null],
    ['-1', null],
    ['1e2', null],
    ['Infinity', null],
    ['', null],
    ['57 %', null],
  ])('a charge of %j counts as %s', (text, charge) => {
    expect(reading('OL', { 'battery.charge': text }).charge).toBe(charge);
  });
});
