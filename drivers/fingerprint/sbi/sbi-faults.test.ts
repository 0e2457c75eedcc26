import { describe, expect, it } from 'vitest';
import type { DeviceEvent, DeviceStatus } from '../../device.ts';
import type { SbiFault } from '../../simulator/sbi/faults.ts';
import { SimulatedSbi } from '../../simulator/sbi/sbi.ts';
import { afterTest, codeOf, ready, statusWhere } from '../../testing/bench.ts';
import { readerOn, simulated } from './bench.fixture.ts';
import { discoverSbi } from './discovery.ts';
import { SBI_PORTS } from './limits.ts';
import { authority, NOW, touchOf } from './world.fixture.ts';

async function readyBench(options: Parameters<typeof readerOn>[1] = {}) {
  const { service, ports } = await simulated();
  const reader = readerOn(ports, options);
  await statusWhere(reader, ready);
  service.touch(touchOf(1));
  return { service, ports, reader };
}
const down = (code: string) => (status: DeviceStatus) => codeOf(status) === code;

describe('a fault of the service is named, and over when it is mended', () => {
  it.each<[string, SbiFault]>([
    ['sbi.service-silent', { silent: true }],
    ['sbi.service-silent', { slow: 10_000 }],
    ['sbi.service-silent', { cut: true, verbs: ['MOSIPDINFO'] }],
    ['sbi.wrong-answer', { garbage: 'http', verbs: ['MOSIPDINFO'] }],
    ['sbi.wrong-answer', { garbage: 'json', verbs: ['MOSIPDINFO'] }],
    ['sbi.wrong-answer', { status: 'On fire' }],
    ['sbi.not-ready', { status: 'Not Ready' }],
    ['sbi.busy', { status: 'Busy' }],
    ['sbi.not-registered', { status: 'Not Registered' }],
    ['sbi.not-registered', { status: 'Not Registered', unsigned: true }],
    ['sbi.signature-wrong', { unsigned: true }],
    ['sbi.signature-wrong', { signature: 'info' }],
    ['sbi.certificate-untrusted', { certificate: 'stranger' }],
    ['sbi.certificate-expired', { certificate: 'expired' }],
    ['sbi.wrong-scanner', { serial: 'S-9' }],
    ['sbi.no-scanner', { noScanner: true }],
  ])('%s when it has %j', async (code, fault) => {
    const { service, reader } = await readyBench();
    service.inject(fault);
    expect(codeOf(await statusWhere(reader, (status) => codeOf(status) !== null))).toBe(code);
    service.mend();
    await statusWhere(reader, ready);
    expect(await reader.capture()).toMatchObject({ ok: true });
  });
});

describe('a fault of one capture is named, and the next capture is as good as any', () => {
  it.each<[string, SbiFault]>([
    ['sbi.wrong-transaction', { transaction: true }],
    ['sbi.hash-wrong', { hash: true }],
    ['sbi.signature-wrong', { signature: 'capture' }],
    ['sbi.answer-old', { clockOff: -120_000 }],
    ['sbi.answer-old', { clockOff: 120_000 }],
    ['sbi.other-request', { score: true }],
    ['sbi.wrong-answer', { garbage: 'http', verbs: ['RCAPTURE'] }],
    ['sbi.wrong-answer', { garbage: 'json', verbs: ['RCAPTURE'] }],
    ['sbi.service-silent', { cut: true, verbs: ['RCAPTURE'] }],
    ['sbi.service-silent', { silent: true, verbs: ['RCAPTURE'] }],
    ['sbi.not-ready', { code: '110' }],
    ['sbi.busy', { code: '703' }],
    ['sbi.busy', { code: '111' }],
    ['sbi.capture-ended', { code: '700' }],
    ['device.finger-timeout', { code: '701' }],
    ['device.finger-timeout', { code: '101' }],
    ['sbi.tampered', { code: '103' }],
    ['sbi.device-error', { code: '501' }],
    ['sbi.device-error', { code: '599' }],
    ['sbi.not-registered', { code: '100' }],
    ['device.fingerprint-missing', { code: '202' }],
  ])('%s when it has %j', async (code, fault) => {
    const { service, reader } = await readyBench({ limits: { heartbeat: 60_000 } });
    service.inject(fault);
    expect(await reader.capture({ timeoutMs: 600 })).toMatchObject({ ok: false, error: { code } });
    service.mend();
    expect(await reader.capture()).toMatchObject({ ok: true });
    expect(reader.status).toEqual({ state: 'ready' });
  });

  it('and one signed by a stranger, or by nobody who is valid any more, is none', async () => {
    const { service, reader } = await readyBench({ limits: { heartbeat: 60_000 } });
    service.inject({ certificate: 'stranger' });
    expect(await reader.capture()).toEqual({ ok: false, error: { code: 'sbi.certificate-untrusted' } });
    service.inject({ certificate: 'expired' });
    expect(await reader.capture()).toEqual({ ok: false, error: { code: 'sbi.certificate-expired' } });
    service.inject({ serial: 'S-9' });
    const wrong = { code: 'sbi.wrong-scanner', params: { serial: 'S-9', expected: 'S-1' } };
    expect(await reader.capture()).toEqual({ ok: false, error: wrong });
  });

  it('and one for another key cannot be opened', async () => {
    const key = authority().server.key.export({ type: 'pkcs8', format: 'pem' }) as string;
    const { service, reader } = await readyBench({ auth: { key, domainUri: '' } });
    service.inject({ otherKey: true });
    expect(await reader.capture()).toEqual({ ok: false, error: { code: 'sbi.not-decrypted' } });
  });

  it('while it is busy, is asked again until it is free', async () => {
    const { service, reader } = await readyBench();
    service.inject({ code: '703', times: 3 });
    expect(await reader.capture()).toMatchObject({ ok: true });
    expect(reader.health().counters.retries).toBe(3);
  });

  it('brings the right image through an answer in small pieces', async () => {
    const { service, reader } = await readyBench();
    service.inject({ pieces: 1_000, verbs: ['RCAPTURE'] });
    expect(await reader.capture()).toMatchObject({ ok: true });
  });
});

describe('a service that moves', () => {
  it('is found at its new port, and that is told once', async () => {
    const { service, reader } = await readyBench();
    const events: DeviceEvent[] = [];
    reader.on((event) => events.push(event));
    const from = service.port;
    const to = await service.move();
    const moved = await statusWhere(reader, (status) => status.state === 'ready' && status.notice !== undefined);
    expect(moved).toEqual({ state: 'ready', notice: { code: 'sbi.port-moved', params: { from, to } } });
    await statusWhere(reader, (status) => status.state === 'ready' && status.notice === undefined);
    expect(reader.health()).toMatchObject({ path: `127.0.0.1:${to}`, counters: { recoveries: { 're-enumerate': 2 } } });
    expect(events.filter((event) => event.event === 'status' && codeOf(event.status) !== null)).toEqual([]);
  });

  it('just before a capture, is found within that capture', async () => {
    const { service, reader } = await readyBench({ limits: { heartbeat: 60_000 } });
    await service.move();
    expect(await reader.capture()).toMatchObject({ ok: true });
    expect(reader.health().path).toBe(`127.0.0.1:${service.port}`);
  });

  it('in the middle of a capture, ends it, and the next one works', async () => {
    const { service, reader } = await readyBench();
    service.lift();
    const captured = reader.capture();
    await expect.poll(() => service.waiting).toBe(true);
    await service.move();
    expect(await captured).toMatchObject({ ok: false, error: { code: 'sbi.service-silent' } });
    await statusWhere(reader, ready);
    service.touch(touchOf(2));
    expect(await reader.capture()).toMatchObject({ ok: true });
  });

  it('that is stopped is missing, also for captures, and comes back by itself', async () => {
    const { service, reader, ports } = await readyBench();
    await service.stop();
    const missing = await statusWhere(reader, (status) => status.state === 'missing');
    const range = `${Math.min(...ports)}–${Math.max(...ports)}`;
    expect(missing).toEqual({ state: 'missing', problem: { code: 'sbi.service-missing', params: { ports: range } } });
    expect(await reader.capture()).toMatchObject({ ok: false, error: { code: 'sbi.service-missing' } });
    await service.start();
    await statusWhere(reader, ready);
    expect(await reader.capture()).toMatchObject({ ok: true });
  });

  it('that is started after the driver is found', async () => {
    const { service, ports } = await simulated({ start: false });
    const reader = readerOn(ports);
    await statusWhere(reader, down('sbi.service-missing'));
    await service.start();
    await statusWhere(reader, ready);
    await reader.reopen();
    expect(reader.status).toEqual({ state: 'ready' });
  });
});

describe('among several', () => {
  it('the scanner with the right number is taken, whatever else has these ports', async () => {
    const wanted = await simulated();
    const other = await simulated();
    const silent = await simulated();
    other.service.inject({ serial: 'S-2' });
    silent.service.inject({ silent: true });
    const ports = [silent.service.port, other.service.port, wanted.service.port];
    const reader = readerOn(ports);
    await statusWhere(reader, ready);
    expect(reader.health().path).toBe(`127.0.0.1:${wanted.service.port}`);
    const second = readerOn(ports, { serial: 'S-2' });
    await statusWhere(second, ready);
    expect(second.health().path).toBe(`127.0.0.1:${other.service.port}`);
    const third = readerOn(ports, { serial: 'S-3' });
    expect(await statusWhere(third, down('sbi.wrong-scanner'))).toMatchObject({
      problem: { params: { expected: 'S-3' } },
    });
  });

  it('it is found on the ports that SBI gives to services, whoever else is there', async () => {
    const serial = `T-${process.pid}`;
    const service = new SimulatedSbi({ authority: authority(), serial, ports: SBI_PORTS, frames: [], now: () => NOW });
    afterTest(() => service.stop());
    const port = await service.start();
    const found = await discoverSbi({}, ({ scanners }) => scanners.some(({ id }) => id.serialNo === serial));
    expect(found.map((one) => one.port)).toContain(port);
    const reader = readerOn(SBI_PORTS, { serial });
    await statusWhere(reader, ready);
    expect(reader.health().path).toBe(`127.0.0.1:${port}`);
  });

  it('a service without a finger scanner is named as such', async () => {
    const { service, ports } = await simulated();
    service.inject({ noScanner: true });
    const reader = readerOn(ports);
    expect(await statusWhere(reader, down('sbi.no-scanner'))).toMatchObject({
      problem: { params: { port: service.port } },
    });
    const none = readerOn(ports, { anchors: ['not a certificate'] });
    await statusWhere(none, down('sbi.no-anchor'));
  });
});
