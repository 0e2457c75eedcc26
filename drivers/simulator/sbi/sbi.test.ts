import { spawn, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { simulated } from '../../fingerprint/sbi/bench.fixture.ts';
import { authority, touchOf } from '../../fingerprint/sbi/world.fixture.ts';
import { newIdentity } from './certificates.ts';

const installed = (program: string): boolean => {
  const found = spawnSync(program, ['version']).error === undefined;
  if (!found) throw new Error(`this test needs ${program}: apt-get install ${program}`);
  return found;
};

/** What a program that nobody here wrote hears. */
function curl(...args: readonly string[]): Promise<string> {
  installed('curl');
  return new Promise((resolve, reject) => {
    const child = spawn('curl', ['-sS', '--max-time', '10', '--noproxy', '*', ...args]);
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
    });
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`curl ended with ${code}`))));
  });
}

describe('the simulated SBI service', () => {
  it('is understood by curl, which speaks any verb', async () => {
    const { service } = await simulated();
    const at = `http://127.0.0.1:${service.port}`;
    const found = JSON.parse(await curl('-X', 'MOSIPDISC', '-d', '{"type":"Finger"}', `${at}/device`));
    expect(found).toMatchObject([{ deviceStatus: 'Ready', certification: 'L1', callbackId: `${at}/` }]);
    const info = JSON.parse(await curl('-X', 'MOSIPDINFO', `${at}/info`)) as [{ deviceInfo: string }];
    expect(info[0].deviceInfo.split('.')).toHaveLength(3);
    service.touch(touchOf(1));
    const bio = [{ type: 'Finger', count: '1', requestedScore: '40', deviceId: found[0].deviceId, previousHash: '' }];
    const request = { env: 'Production', purpose: 'Registration', timeout: '500', transactionId: 'curl', bio };
    const capture = await curl('-X', 'RCAPTURE', '-d', JSON.stringify(request), `${at}/capture`);
    expect(JSON.parse(capture)).toMatchObject({ biometrics: [{ error: { errorCode: '0' } }] });
    const stream = { deviceId: found[0].deviceId, deviceSubId: '0', timeout: '90' };
    expect(await curl('-X', 'STREAM', '-d', JSON.stringify(stream), `${at}/stream`)).toContain('--BoundaryString');
    expect(JSON.parse(await curl('-X', 'MOSIPNOTHING', `${at}/info`))).toMatchObject({ error: { errorCode: '500' } });
  });

  it('hears what comes in single bytes, and refuses what is no HTTP', async () => {
    const { service } = await simulated();
    const said = (text: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(service.port, '127.0.0.1');
        let heard = '';
        socket.on('data', (bytes) => {
          heard += bytes;
        });
        socket.on('close', () => resolve(heard));
        socket.setNoDelay();
        for (const letter of text) socket.write(letter);
      });
    expect(await said('MOSIPDINFO /info HTTP/1.1\r\nHost: a\r\n\r\n')).toContain('deviceInfo');
    expect(await said('hello\r\n\r\n')).toContain('400');
  });

  it('takes the next free port, and another when it moves', async () => {
    const { service, ports } = await simulated();
    expect(service.port).toBe(ports[0]);
    expect(await service.move()).toBe(ports[1]);
  });
});

describe('its certificates', () => {
  it('are a chain that OpenSSL takes', () => {
    installed('openssl');
    const { root, provider, device } = authority();
    expect(device.certificate.checkIssued(provider.certificate)).toBe(true);
    expect(provider.certificate.verify(root.certificate.publicKey)).toBe(true);
    expect([root.certificate.ca, provider.certificate.ca, device.certificate.ca]).toEqual([true, true, false]);
    const told = spawnSync('openssl', ['x509', '-noout', '-text'], {
      input: device.certificate.toString(),
      encoding: 'utf8',
    });
    expect(told.stdout).toMatch(/Issuer: CN\s?= Simulated device provider[\s\S]*Digital Signature/);
    expect(told.stderr).toBe('');
  });

  it('differ in their keys and numbers', () => {
    const options = { name: 'One', at: 0, rsaBits: 1024 };
    const [one, other] = [newIdentity(options), newIdentity(options)];
    expect(one.certificate.serialNumber).not.toBe(other.certificate.serialNumber);
    expect(one.certificate.verify(other.certificate.publicKey)).toBe(false);
  });
});
