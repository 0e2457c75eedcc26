import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  decodeTemplate,
  encodeTemplate,
  Gallery,
  search,
  type Template,
} from '../../../core/fingerprint/fingerprint.ts';
import { chanceOf } from '../../../core/fingerprint/synthetic/chance.ts';
import { GallerySearch } from './search.ts';
import { Thread } from './thread.ts';

/** A record of scattered minutiae, as bytes and as what is read of them. */
function record(number: number): { bytes: Uint8Array; template: Template } {
  const chance = chanceOf('threads', number);
  const minutiae = Array.from({ length: 36 }, () => ({
    x: 300 * chance.next(),
    y: 300 * chance.next(),
    angle: 2 * Math.PI * chance.next(),
    type: 'ending' as const,
    quality: 1 + Math.floor(99 * chance.next()),
  }));
  const bytes = encodeTemplate({ width: 300, height: 300, quality: 80, minutiae });
  const template = decodeTemplate(bytes);
  if (!template.ok) throw new Error(template.error);
  return { bytes, template: template.value };
}

const all = Array.from({ length: 200 }, (_, number) => record(number));
const open: GallerySearch[] = [];
const withThreads = (threads: number) => {
  const made = new GallerySearch(threads);
  open.push(made);
  return made;
};
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const galleryOf = () =>
  Gallery.of(
    all.map(({ template }) => template),
    { shared: true },
  );

describe('a search by several threads', () => {
  it('answers what one search answers, however many threads there are', async () => {
    const gallery = galleryOf();
    for (const threads of [1, 3]) {
      const searcher = withThreads(threads);
      for (const number of [0, 199]) {
        const { bytes, template } = all[number]!;
        const found = await searcher.search(gallery, bytes, { limit: 5 });
        expect(found).toEqual({ ok: true, value: search(template, gallery, { limit: 5 }) });
        expect(found.ok && found.value[0]?.place).toBe(number);
      }
    }
  });

  it('finds who was added since, and answers several questions at once', async () => {
    const gallery = galleryOf();
    const searcher = withThreads(2);
    const late = record(1000);
    expect((await searcher.search(gallery, late.bytes, { limit: 1 })).ok).toBe(true);
    for (let number = 1001; number < 1100; number += 1) gallery.add(record(number).template);
    const place = gallery.add(late.template);
    const answers = await Promise.all(
      [late.bytes, all[3]!.bytes].map((bytes) => searcher.search(gallery, bytes, { limit: 1 })),
    );
    expect(answers.map((one) => one.ok && one.value[0]?.place)).toEqual([place, 3]);
  });

  it('of bytes that are no template says so', async () => {
    const searcher = withThreads(2);
    expect(await searcher.search(galleryOf(), new Uint8Array(50), { limit: 5 })).toEqual({
      ok: false,
      error: 'not-a-template',
    });
  });

  it('of which one thread dies is an error, never what the others found, and the next one is whole', async () => {
    const gallery = galleryOf();
    const searcher = withThreads(2);
    const { bytes, template } = all[5]!;
    const ask = Thread.prototype.ask;
    let asked = 0;
    vi.spyOn(Thread.prototype, 'ask').mockImplementation(function (this: Thread<never, never>, question) {
      asked += 1;
      // The second thread is given memory that holds no gallery, over which it dies.
      return ask.call(
        this,
        asked === 2 ? ({ ...(question as object), buffer: new ArrayBuffer(64) } as never) : question,
      );
    });
    expect(await searcher.search(gallery, bytes, { limit: 5 })).toEqual({ ok: false, error: 'interrupted' });
    const whole = { ok: true, value: search(template, gallery, { limit: 5 }) };
    expect(await searcher.search(gallery, bytes, { limit: 5 })).toEqual(whole);
  });

  it('is whole again after the threads have forgotten the one before', async () => {
    const gallery = galleryOf();
    const searcher = withThreads(2);
    await searcher.forget();
    const { bytes, template } = all[7]!;
    const whole = { ok: true, value: search(template, gallery, { limit: 5 }) };
    expect(await searcher.search(gallery, bytes, { limit: 5 })).toEqual(whole);
    await searcher.forget();
    expect(await searcher.search(gallery, bytes, { limit: 5 })).toEqual(whole);
  });

  it('that is closed while somebody waits is an error', async () => {
    const searcher = withThreads(2);
    const waiting = searcher.search(galleryOf(), all[0]!.bytes, { limit: 5 });
    await searcher.close();
    expect(await waiting).toEqual({ ok: false, error: 'interrupted' });
  });
});
