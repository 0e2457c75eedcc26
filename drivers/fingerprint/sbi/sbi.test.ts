import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeImageRecord, encodeTemplate, extract } from '../../../core/fingerprint/fingerprint.ts';
import { decodeImageRecord } from '../../../core/fingerprint/images/records/image-records.ts';
import { encodeWsq } from '../../../core/fingerprint/images/wsq/wsq-encoder.fixture.ts';
import { asJp2, encodeJpeg2000 } from '../../../main/images/codecs.fixture.ts';
import type { CaptureProgress, FingerImage } from '../../device.ts';
import { ready, statusWhere } from '../../testing/bench.ts';
import { readerOn, simulated } from './bench.fixture.ts';
import type { SbiReader } from './sbi.ts';
import { authority, previewFrames, touchImage, touchOf } from './world.fixture.ts';

const hash = (pixels: Uint8Array) => createHash('sha256').update(pixels).digest('hex');
/** By hash: a difference in so many pixels is not worth printing. */
function expectImage(result: Awaited<ReturnType<SbiReader['capture']>>, capture: number): void {
  expect(result.ok ? hash(result.value.pixels) : result.error).toEqual(hash(touchImage(capture).pixels));
}

async function readyBench(options: Parameters<typeof readerOn>[1] = {}) {
  const { service, ports } = await simulated();
  const reader = readerOn(ports, options);
  await statusWhere(reader, ready);
  return { service, ports, reader };
}

/** Reads the record of a touch anew with its image in another compression. */
function recordWith(compression: 'wsq' | 'jpeg2000-lossless' | 'png', data: Uint8Array): Uint8Array {
  const record = decodeImageRecord(touchOf(1).record);
  if (!record.ok) throw new Error(record.error);
  const [view] = record.value.views;
  return encodeImageRecord({ ...record.value, views: [{ ...view!, compression, data }] });
}

describe('a scanner behind SBI', () => {
  it('is found, and brings the image of the finger that is put on it', async () => {
    const { service, reader } = await readyBench();
    expect(reader.scanner?.id).toMatchObject({ serialNo: 'S-1', make: 'Taanuu', deviceSubType: 'Single' });
    expect(reader.health()).toMatchObject({ kind: 'fingerprint', path: `127.0.0.1:${service.port}` });
    const progress: CaptureProgress[] = [];
    const captured = reader.capture({ onProgress: (step) => progress.push(step) });
    setTimeout(() => service.touch(touchOf(1)), 60);
    const result = await captured;
    expectImage(result, 1);
    const size = { width: 192, height: 224, dpi: 500 } satisfies Partial<FingerImage>;
    expect(result.ok && result.value).toMatchObject(size);
    expect(progress[0]).toEqual({ stage: 'waiting' });
    expect(progress.at(-1)).toEqual({ stage: 'transfer', share: 1 });
    expect(reader.status).toEqual({ state: 'ready' });
    expect(reader.health().counters.bytesIn).toBeGreaterThan(192 * 224);
  });

  it('brings what came encrypted, with the key, and says so without it', async () => {
    const { server, device } = authority();
    const pem = (key: typeof server.key) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
    const { service, ports } = await simulated();
    service.touch(touchOf(2));
    const withKey = readerOn(ports, { auth: { key: pem(server.key), domainUri: 'https://kiosk.invalid' } });
    await statusWhere(withKey, ready);
    expectImage(await withKey.capture(), 2);
    for (const key of [pem(device.key), 'no key at all']) {
      const without = readerOn(ports, { auth: { key, domainUri: '' } });
      await statusWhere(without, ready);
      expect(await without.capture()).toEqual({ ok: false, error: { code: 'sbi.not-decrypted' } });
    }
    expect(service.heard).toMatchObject({ CAPTURE: 3 });
    expect(service.heard.RCAPTURE).toBeUndefined();
  });

  it('brings all fingers of a slap in their chain', async () => {
    const { service, reader } = await readyBench({ fingers: [2, 3], deviceSubId: 2 });
    service.touch(touchOf(1), { ...touchOf(2), bioSubType: 'Right MiddleFinger', quality: 40 });
    const records = await reader.captureRecords();
    expect(records.ok && records.value.map(({ finger, quality }) => [finger, quality])).toEqual([
      [2, 71],
      [3, 40],
    ]);
    expectImage(await reader.capture(), 1);
  });

  it('says when no finger comes, and when the caller gives up, also one that waits for its turn', async () => {
    const { service, reader } = await readyBench();
    expect(await reader.capture({ timeoutMs: 80 })).toEqual({ ok: false, error: { code: 'device.finger-timeout' } });
    expect(reader.status).toEqual({ state: 'ready' });
    const before = service.heard.RCAPTURE ?? 0;
    const stop = new AbortController();
    const waiting = reader.capture({ signal: stop.signal });
    const queued = reader.capture({ signal: stop.signal });
    await expect.poll(() => service.waiting).toBe(true);
    stop.abort();
    expect(await waiting).toEqual({ ok: false, error: { code: 'device.cancelled' } });
    expect(await queued).toEqual({ ok: false, error: { code: 'device.cancelled' } });
    expect(await reader.capture({ signal: stop.signal })).toMatchObject({ error: { code: 'device.cancelled' } });
    expect(service.heard.RCAPTURE).toBe(before + 1);
    // The abort closed the question: the service is free at once.
    service.touch(touchOf(3));
    expectImage(await reader.capture(), 3);
  });

  it('takes another touch after the one before, never the same image again', async () => {
    const { service, reader } = await readyBench();
    service.touch(touchOf(1));
    expectImage(await reader.capture(), 1);
    const second = reader.capture({ afterLift: true });
    setTimeout(() => service.touch(touchOf(2)), 200);
    expectImage(await second, 2);
    expect(service.captures).toBeGreaterThan(2);
    expect(await reader.capture({ afterLift: true, timeoutMs: 150 })).toMatchObject({
      error: { code: 'device.finger-timeout' },
    });
    expectImage(await reader.capture(), 2);
  });

  it('does one capture at a time, and closes in the middle of one', async () => {
    const { service, reader } = await readyBench();
    const [first, second] = [reader.capture({ timeoutMs: 150 }), reader.capture()];
    expect(await first).toMatchObject({ error: { code: 'device.finger-timeout' } });
    await expect.poll(() => service.waiting).toBe(true);
    await reader.close();
    expect(await second).toEqual({ ok: false, error: { code: 'device.cancelled' } });
    expect(await reader.capture()).toMatchObject({ ok: false });
    // Never was one asked for while the other ran: that would have been told as busy, and asked again.
    expect(reader.health().counters.retries).toBe(0);
  });
});

describe('what a scanner sends', () => {
  it('may be JPEG 2000, bare or in a record, and WSQ', async () => {
    const { service, reader } = await readyBench();
    const image = touchImage(1);
    const codestream = encodeJpeg2000(image);
    for (const record of [recordWith('jpeg2000-lossless', codestream), asJp2(codestream, image, 197)]) {
      service.touch({ ...touchOf(1), record });
      expectImage(await reader.capture(), 1);
    }
    service.touch({ ...touchOf(1), record: recordWith('wsq', encodeWsq(image)) });
    expect(await reader.capture()).toMatchObject({ ok: true, value: { width: 192, height: 224, dpi: 500 } });
  });

  it('is named where it cannot be read', async () => {
    const { service, ports } = await simulated();
    const { codecs: _, ...none } = { codecs: undefined };
    const reader = readerOn(ports, none);
    const bare = readerOn(ports, { codecs: { jpeg: () => null, jpeg2000: () => null } });
    await Promise.all([statusWhere(reader, ready), statusWhere(bare, ready)]);
    const template = encodeTemplate({ width: 100, height: 100, minutiae: [], quality: 50 });
    for (const [record, format] of [
      [template, 'ISO 19794-2'],
      [Uint8Array.of(1, 2, 3), '?'],
    ] as const) {
      service.touch({ ...touchOf(1), record });
      expect(await reader.capture()).toEqual({ ok: false, error: { code: 'sbi.image-format', params: { format } } });
    }
    service.touch({ ...touchOf(1), record: touchOf(1).record.slice(0, 4_000) });
    expect(await reader.capture()).toEqual({ ok: false, error: { code: 'device.finger-image-broken' } });
    service.touch({ ...touchOf(1), record: recordWith('jpeg2000-lossless', encodeJpeg2000(touchImage(1))) });
    expect(await bare.capture()).toEqual({ ok: false, error: { code: 'device.finger-image-broken' } });
    expect(reader.status).toEqual({ state: 'ready' });
  });

  it('may be a template', async () => {
    const { service, reader } = await readyBench();
    const extracted = extract(touchImage(1));
    const record = encodeTemplate(extracted.template);
    service.touch({ ...touchOf(1), record });
    const templates = await reader.captureTemplates();
    expect(templates.ok && templates.value.map(({ finger, template }) => [finger, template.minutiae.length])).toEqual([
      [2, extracted.template.minutiae.length],
    ]);
    expect(extracted.template.minutiae.length).toBeGreaterThan(10);
    service.touch(touchOf(1));
    const image = { code: 'sbi.image-format', params: { format: 'ISO 19794-4' } };
    expect(await reader.captureTemplates()).toEqual({ ok: false, error: image });
  });
});

describe('the live preview', () => {
  it('shows frames until it is stopped, and a capture beside it ends it', async () => {
    const { service, reader } = await readyBench();
    const stop = new AbortController();
    const seen: Uint8Array[] = [];
    const shown = reader.preview(
      (jpeg) => {
        seen.push(jpeg);
        if (seen.length === 4) stop.abort();
      },
      { signal: stop.signal },
    );
    expect(await shown).toEqual({ ok: true, value: 4 });
    expect(seen.slice(0, 2)).toEqual(previewFrames());
    let frames = 0;
    const beside = reader.preview(() => {
      frames += 1;
      if (frames === 8) service.touch(touchOf(1));
    });
    expectImage(await reader.capture(), 1);
    expect(await beside).toEqual({ ok: true, value: frames });
    expect(frames).toBeGreaterThanOrEqual(8);
  });

  it('ends when its time is over, and says when it is refused or silent', async () => {
    const { service, reader } = await readyBench();
    expect(await reader.preview(() => {}, { timeoutMs: 100 })).toMatchObject({ ok: true });
    service.inject({ verbs: ['STREAM'], silent: true });
    expect(await reader.preview(() => {})).toMatchObject({ ok: false, error: { code: 'sbi.service-silent' } });
    service.inject({ verbs: [], serial: 'S-2' });
    expect(await reader.preview(() => {})).toEqual({
      ok: false,
      error: { code: 'sbi.device-error', params: { code: '605' } },
    });
  });
});
