/**
 * Makes the pictures of docs/screens: every scene in ky, ru, en at both sizes.
 * `node test/screens/pictures.ts [--size 1280x800] [scene …]` from the top of the checkout. A picture is replaced only when
 * it differs beyond noise, so that a run without a change of the screens changes no file.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { Language } from '../../main/api/views.ts';
import { scenes } from './gallery/scenes.ts';
import { openGallery, sizes } from './gallery-browser.ts';
import { buildGallery } from './gallery-config.ts';

const folder = join(import.meta.dirname, '../../docs/screens');
const languages: readonly Language[] = ['ky', 'ru', 'en'];
/** States that look like another one but for a word or a colour: the tests look at them, the documents do without. */
const leftOut = [
  'acts-none',
  'acts-copy',
  'acts-not-out',
  'acts-draw-words',
  'lots-changed',
  'lots-approving',
  'lots-several',
  'lots-none',
  'sign-in-many',
  'looking-up',
  'finger-reading',
  'printing-next-scanner',
  'printing-next-read',
  'printing-next-failed',
  'photo',
  'override',
  'override-refuse',
  'idle-paper-out',
  'print-trouble-nothing',
  'refused-needs-link',
  'refused-locked-elsewhere',
  'refused-outside',
  'release-other-reason',
  'packages',
  'log',
  'voter-again',
  'voter-printing',
  'opening-dark',
  'refused-dark',
  'official',
  'approver-nobody',
  'technician-ready',
  'guide-scanner',
  'guide-chip',
  'guide-document',
  'guide-display',
  'finger-bench-empty',
  'enter-pin-search-over',
  'finger-search-running',
  'finger-search-away',
  'finger-bench-poor',
  'try-finger',
  'try-finger-done',
  'try-finger-away',
  'try-document',
  'try-document-text',
  'try-document-read',
  'try-chip',
  'try-chip-card',
  'try-chip-false',
  'try-scan',
  'try-scan-nothing',
  'try-camera',
  'try-camera-done',
  'try-camera-busy',
  'try-printer-out',
  'try-sheet-jam',
  'try-power',
  'try-power-done',
  'duty-suspended',
  'refused-listed-remote',
  'registration-revoked',
  'passport-serial',
  'rehearsal-long',
  'rehearsal-undone',
  'rehearsal-nobody',
  'rehearsal-people',
  'rehearsal-menu',
  'ballots-unclear',
  'ballots-unclear-hand',
  'ballots-count-box-away',
  'ballots-count-differs',
  'ballots-feeder-number',
  'ballots-feeder-feeding',
  'ballots-feeder-differs',
  'ballots-feeder-paused',
  'ballots-feeder-done',
  'recount-there',
  'recount-feeding',
  'recount-refused',
  'recount-all',
  'recount-paused',
  'recount-member',
  'recount-record',
  'recount-why',
  'kiosks-many',
  'kiosks-wait',
  'kiosks-chair',
  'kiosks-sittings',
  'kiosks-sittings-closed',
  'kiosks-take-codes',
  'kiosks-network-off',
  'kiosks-network-none',
  'refused-kiosks-apart',
  'console-map-dark',
  'console-quiet',
  'console-simulated',
  'console-protocols-none',
  'console-logs',
  'console-menu',
  'console-slip',
  'console-results-away',
  'console-scan-large',
  'console-scan-missing',
  'console-scans-stick',
];
/** Bytes that one picture may have. */
const largest = 100_000;
/** A picture with fewer bytes shows nothing: the scene did not come up. */
const smallest = 2_000;
/** Share of pixels that may differ before a picture counts as another one, and how far a channel (0–255) may be off. */
const noise = { share: 0.0005, channel: 24 };

/** WebP by the browser itself: it has the encoder, and no library of ours is needed. */
async function webp(page: Page, png: Buffer, quality: number): Promise<Buffer> {
  const url = await page.evaluate(
    async ({ source, quality }) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality);
    },
    { source: `data:image/png;base64,${png.toString('base64')}`, quality },
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Whether two pictures, of whatever form, are different beyond noise. */
function differ(page: Page, kept: Buffer, made: Buffer): Promise<boolean> {
  const asUrl = (bytes: Buffer): string => `data:;base64,${bytes.toString('base64')}`;
  return page.evaluate(
    async ({ urls, noise }) => {
      const pixels = async (url: string): Promise<ImageData | null> => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        return context?.getImageData(0, 0, image.width, image.height) ?? null;
      };
      const [a, b] = [await pixels(urls[0] ?? ''), await pixels(urls[1] ?? '')];
      if (a === null || b === null || a.width !== b.width || a.height !== b.height) return true;
      let different = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        for (let channel = 0; channel < 3; channel += 1) {
          if (Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > noise.channel) {
            different += 1;
            break;
          }
        }
      }
      return different > noise.share * a.width * a.height;
    },
    { urls: [asUrl(kept), asUrl(made)], noise },
  );
}

const { values, positionals: wanted } = parseArgs({ options: { size: { type: 'string' } }, allowPositionals: true });
const names = Object.keys(scenes).filter((name) =>
  wanted.length === 0 ? !leftOut.includes(name) : wanted.includes(name),
);
mkdirSync(folder, { recursive: true });
const built = mkdtempSync(join(tmpdir(), 'taanuu-gallery-'));
await buildGallery(built);
const gallery = await openGallery(built);
let replaced = 0;
for (const size of sizes.filter(({ name }) => values.size === undefined || name === values.size)) {
  const page = await gallery.newPage(size);
  for (const name of names) {
    for (const language of languages) {
      await gallery.show(page, name, language);
      const png = await page.screenshot();
      const path = join(folder, `${name}.${language}.${size.name}.webp`);
      // Making the file costs most of the time: what is as it was needs none.
      if (existsSync(path) && !(await differ(page, readFileSync(path), png))) continue;
      // Quality 1 is lossless, and for flat drawings the smallest; photographs would be the exception.
      let picture = await webp(page, png, 1);
      for (const quality of [0.6, 0.3, 0.1, 0.02])
        if (picture.length > largest) picture = await webp(page, png, quality);
      if (picture.length > largest) throw new Error(`${name} ${language} ${size.name} has ${picture.length} bytes`);
      if (picture.length < smallest) throw new Error(`${name} ${language} ${size.name} is empty`);
      if (existsSync(path) && !(await differ(page, readFileSync(path), picture))) continue;
      writeFileSync(path, picture);
      replaced += 1;
    }
  }
  console.log(`${size.name}: ${names.length * languages.length} pictures looked at`);
}
await gallery.close();
rmSync(built, { recursive: true, force: true });

// A scene that is gone, or that the documents do without, takes its pictures with it.
for (const file of readdirSync(folder)) {
  const [scene = ''] = file.split('.');
  const kept = scene in scenes && (wanted.includes(scene) || !leftOut.includes(scene));
  if (file.endsWith('.webp') && !kept) rmSync(join(folder, file));
}
console.log(`${replaced} pictures replaced in docs/screens`);
