import type { KitMapSlipDevice } from '../receipt/kit-slip.ts';
import type { Both } from '../receipt/slip.ts';
import { A4, INSIDE, MARGIN, type Page, Pen, type Style } from './sheet.ts';

export interface KitMapSheet {
  readonly mark: Both | null;
  readonly title: Both;
  /** Name of the standard kit, and what the kiosk itself is called, with its number. */
  readonly kit: Both;
  readonly kiosk: Both;
  readonly kioskSerial: string;
  readonly facts: readonly (readonly [name: Both, value: string])[];
  readonly serial: Both;
  readonly devices: readonly KitMapSlipDevice[];
  readonly signature: Both;
}

/** The kiosk stands in the middle, devices on both sides of it. */
const SIDE = 196;
const MIDDLE = { left: MARGIN + SIDE + 34, width: INSIDE - 2 * (SIDE + 34) };
const GAP = 10;
/** Devices on one side of a sheet. */
const ROWS = 5;
/** Room for the signature at the foot. */
const FOOT = 50;
const LONGEST_PLACE = 36;

const together = ({ ky, ru }: Both): string => (ky === ru ? ky : `${ky} / ${ru}`);

/** What stands where, and which cable goes to which port, drawn; more than ten devices go on to a second sheet. */
export function kitMapPages(sheet: KitMapSheet): readonly Page[] {
  const pen = new Pen();
  const all = sheet.devices;
  for (let from = 0; from === 0 || from < all.length; from += 2 * ROWS) {
    if (from > 0) pen.newPage();
    draw(pen, sheet, all.slice(from, from + 2 * ROWS));
  }
  pen.everyPage((page, of) => {
    const y = A4.height - MARGIN - FOOT;
    pen.box(MARGIN, y + 24, 220, 0.75);
    pen.at(together(sheet.signature), { size: 9 }, MARGIN, INSIDE, y + 28);
    if (of > 1) pen.at(`${page} / ${of}`, { size: 9, align: 'right' }, MARGIN, INSIDE, y + 28);
  });
  return pen.pages;
}

function draw(pen: Pen, sheet: KitMapSheet, devices: readonly KitMapSlipDevice[]): void {
  if (sheet.mark) {
    pen.box(MARGIN, pen.y, INSIDE, 20);
    pen.at(
      together(sheet.mark),
      { size: 11, weight: 'bold', ink: 'white', align: 'middle' },
      MARGIN,
      INSIDE,
      pen.y + 3,
    );
    pen.y += 26;
  }
  pen.lines(sheet.title.ky, { size: 22, weight: 'bold' });
  pen.lines(sheet.title.ru, { size: 13 });
  pen.lines(together(sheet.kit), { size: 11 });
  for (const [name, value] of sheet.facts) pen.lines(`${together(name)}: ${value}`, { size: 9.5 });
  pen.y += 12;
  const top = pen.y;
  const rows = Math.ceil(devices.length / 2);
  const height = (A4.height - MARGIN - FOOT - 12 - top - (ROWS - 1) * GAP) / ROWS;
  const whole = Math.max(1, rows) * (height + GAP) - GAP;
  frame(pen, MIDDLE.left, top, MIDDLE.width, whole, 2);
  const name: Style = { size: 15, weight: 'bold', align: 'middle' };
  pen.at(sheet.kiosk.ky, name, MIDDLE.left, MIDDLE.width, top + whole / 2 - 34);
  if (sheet.kiosk.ru !== sheet.kiosk.ky) {
    pen.at(sheet.kiosk.ru, { size: 11, align: 'middle' }, MIDDLE.left, MIDDLE.width, top + whole / 2 - 16);
  }
  pen.at(`№ ${sheet.kioskSerial}`, { size: 9, align: 'middle' }, MIDDLE.left, MIDDLE.width, top + whole / 2 + 2);
  for (const [n, device] of devices.entries()) {
    const [isLeft, row] = [n % 2 === 0, Math.floor(n / 2)];
    const y = top + row * (height + GAP);
    const left = isLeft ? MARGIN : MARGIN + INSIDE - SIDE;
    drawDevice(pen, device, sheet.serial, { left, top: y, height });
    // The cable, with a plug at the kiosk's end.
    const [from, to] = isLeft ? [left + SIDE, MIDDLE.left] : [MIDDLE.left + MIDDLE.width, left];
    pen.box(from, y + height / 2 - 1, to - from, 2);
    pen.box(isLeft ? to - 7 : from, y + height / 2 - 5, 7, 10);
  }
  pen.y = top + whole;
}

function drawDevice(
  pen: Pen,
  { name, stands, cable, at, serial }: KitMapSlipDevice,
  serialWords: Both,
  { left, top, height }: { readonly left: number; readonly top: number; readonly height: number },
): void {
  frame(pen, left, top, SIDE, height, at === null ? 0.5 : 1);
  const inside = SIDE - 12;
  pen.y = top + 5;
  const say = (text: string, style: Style): void => pen.lines(text, style, left + 6, inside);
  say(name.ky, { size: 11, weight: 'bold' });
  if (name.ru !== name.ky) say(name.ru, { size: 9 });
  say(together(stands), { size: 8 });
  say(together(cable), { size: 8, weight: 'bold' });
  if (at !== null) say(shortened(at), { size: 8, weight: 'bold' });
  say(`${together(serialWords)}: ${serial ?? ''}`, { size: 8 });
  if (serial === null) pen.box(left + 6, pen.y + 9, inside, 0.5);
}

/** The end of a place tells more than its beginning: that is where the port's number is. */
const shortened = (at: string): string => (at.length <= LONGEST_PLACE ? at : `…${at.slice(1 - LONGEST_PLACE)}`);

function frame(pen: Pen, left: number, top: number, width: number, height: number, line: number): void {
  pen.box(left, top, width, line);
  pen.box(left, top + height - line, width, line);
  pen.box(left, top, line, height);
  pen.box(left + width - line, top, line, height);
}
