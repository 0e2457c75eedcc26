/**
 * Makes the printable cards of docs/cards: each Markdown file there becomes a PDF of two A4 pages beside it.
 * `node test/screens/cards.ts` from the top of the checkout; pictures come from docs/screens.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { type Card, parseCard } from './card.ts';

export const cardFolder = join(import.meta.dirname, '../../docs/cards');
/** Sections of a page: three rows of two. */
const ofPage = 6;

/** Every card's file name without its ending: `officer.ky` and so on. */
export function cardNames(): readonly string[] {
  return readdirSync(cardFolder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3));
}

export function readCard(name: string): Card {
  return parseCard(readFileSync(join(cardFolder, `${name}.md`), 'utf8'));
}

/** The card as A4 pages of a browser: what is drawn here is what is printed. */
export function cardPage(card: Card, language: string): string {
  const pages: string[] = [];
  for (let at = 0; at < card.sections.length; at += ofPage) {
    const sections = card.sections.slice(at, at + ofPage).map((section) => {
      const picture = readFileSync(join(cardFolder, section.picture)).toString('base64');
      const steps = section.steps.map((step) => `<li>${inHtml(step)}</li>`).join('');
      return `<section><h2>${inHtml(section.title)}</h2>
        <img alt="" src="data:image/webp;base64,${picture}"><ul>${steps}</ul></section>`;
    });
    const head = at === 0 ? `<p>${inHtml(card.intro)}</p>` : '';
    pages.push(`<main><header><h1>${inHtml(card.title)}</h1>${head}</header><div>${sections.join('')}</div></main>`);
  }
  const font = (weight: string): string => {
    const bytes = readFileSync(join(import.meta.dirname, `../../assets/fonts/NotoSans-${weight}.ttf`));
    return `data:font/ttf;base64,${bytes.toString('base64')}`;
  };
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${inHtml(card.title)}</title><style>
    @font-face { font-family: card; src: url(${font('Regular')}) }
    @font-face { font-family: card; src: url(${font('Bold')}); font-weight: bold }
    @page { size: A4; margin: 9mm }
    body { margin: 0; font: 9.5pt/1.3 card, sans-serif }
    main { height: 279mm; display: flex; flex-direction: column; break-after: page; overflow: hidden }
    main:last-child { break-after: auto; height: 278mm }
    header { border-bottom: .6mm solid; margin-bottom: 2.5mm; padding-bottom: 1.5mm }
    h1 { font-size: 15pt; margin: 0 } p { margin: .5mm 0 0 }
    div { flex: 1; display: grid; grid-template: repeat(3, auto) / 1fr 1fr; align-content: space-between; gap: 2mm 6mm }
    h2 { font-size: 11pt; margin: 0 0 1mm } img { height: 46mm; border: .2mm solid #888; display: block }
    ul { margin: 1.2mm 0 0; padding-left: 5mm } b { white-space: nowrap; border: .2mm solid #666;
    border-radius: .8mm; padding: 0 .8mm }</style>${pages.join('')}</html>`;
}

function inHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/`([^`]+)`/g, '<b>$1</b>');
}

/** Printed by the browser, and whether any section's words reach over its place. */
export async function printCard(browser: Browser, name: string): Promise<{ pdf: Buffer; over: readonly string[] }> {
  const page = await browser.newPage({ viewport: { width: 726, height: 1054 } });
  await page.emulateMedia({ media: 'print' });
  await page.setContent(cardPage(readCard(name), name.split('.')[1] ?? ''), { waitUntil: 'load' });
  await page.evaluate(asPhotographs, { width: 900, quality: 0.75 });
  const over = await page.evaluate(() => {
    // A row takes the height that its words need: what is too much shows at the foot of the page.
    const reachesOver = (one: Element) => {
      const foot = one.closest('main')?.getBoundingClientRect().bottom ?? 0;
      return one.getBoundingClientRect().bottom > foot || one.scrollWidth > one.clientWidth + 1;
    };
    const sections = [...document.querySelectorAll('section')].filter(reachesOver);
    return sections.map((one) => one.querySelector('h2')?.textContent ?? '');
  });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await page.close();
  return { pdf, over };
}

/** A PDF keeps a photograph as it is and blows anything else up: smaller pictures, for a sheet of paper. */
async function asPhotographs({ width, quality }: { width: number; quality: number }): Promise<void> {
  for (const image of document.images) {
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = Math.round((image.naturalHeight * width) / image.naturalWidth);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('the browser draws nothing');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.src = canvas.toDataURL('image/jpeg', quality);
    await image.decode();
  }
}

export function cardBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
}

if (import.meta.main) {
  const browser = await cardBrowser();
  for (const name of cardNames()) {
    const { pdf, over } = await printCard(browser, name);
    if (over.length > 0) throw new Error(`${name}: too many words in ${over.join(', ')}`);
    writeFileSync(join(cardFolder, `${name}.pdf`), pdf);
    console.log(`docs/cards/${name}.pdf: ${pdf.length} bytes`);
  }
  await browser.close();
}
