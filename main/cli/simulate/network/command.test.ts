import { describe, expect, it } from 'vitest';
import { EXIT } from '../../io.ts';
import { simulateCommand } from '../command.ts';

async function run(...args: readonly string[]) {
  const complaints: string[] = [];
  const io = { out: () => {}, complain: (line: string) => complaints.push(line) };
  const code = await simulateCommand(['network', ...args], io);
  return { code, complaints };
}

/** What is asked wrongly is told before anything is made; the days themselves are in test/faults. */
describe('taanuu simulate network', () => {
  it.each([
    [['--kiosks', '1'], '--kiosks'],
    [['--events', '0'], '--events'],
    [['--apart', 'nobody'], '--apart'],
    [['--faults', 'loss,fire'], '--faults'],
    [['--loopback', '--faults', 'kill,loss,partition'], 'loss, partition'],
    [['--without-hub', '--faults', 'kill,hub-lost'], 'hub-lost'],
    [['--speed', 'max'], '--speed'],
  ])('says what is wrong with %j, and how it is used', async (args, why) => {
    const { code, complaints } = await run(...args);
    expect(code).toBe(EXIT.usage);
    expect(complaints[0]).toContain(why);
    expect(complaints[1]).toContain('--kiosks N');
  });

  it('says that it cannot work in a folder that no system makes', async () => {
    const { code, complaints } = await run('--loopback', '--faults', 'none', '--state', '/proc/nobody/day');
    expect(code).toBe(EXIT.refused);
    expect(complaints.at(-1)).toContain('[storage.missing]');
  });
});
