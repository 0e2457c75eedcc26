import { openGallery, sizes } from './test/screens/gallery-browser.ts';

const [lang, ...names] = process.argv.slice(2);
const g = await openGallery();
const p = await g.newPage(sizes[0]);
for (const n of names) {
  await g.show(p, n, lang);
  await p.waitForTimeout(300);
  await p.screenshot({ path: `/tmp/shot-${n}.${lang}.png` });
}
console.log(g.complaints);
await g.close();
