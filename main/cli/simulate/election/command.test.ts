import { describe, expect, it } from 'vitest';
import { EXIT } from '../../io.ts';
import { simulateCommand } from '../command.ts';

async function run(...args: readonly string[]) {
  const complaints: string[] = [];
  const answers: string[] = [];
  const io = { out: (line: string) => answers.push(line), complain: (line: string) => complaints.push(line) };
  const code = await simulateCommand(['election', ...args], io);
  return { code, answers, complaints };
}

/** What is asked wrongly is told before anything is made; the life itself is in test/faults. */
describe('taanuu simulate election', () => {
  it.each([
    [['--voters', 'many'], 'whole numbers'],
    [['--outside', '-1'], 'outside'],
    [['--outside', '0'], 'at least one voter'],
    [['--voters', '7', '--outside', '6'], 'too few for 6 visits'],
    [['--voters', '99999'], 'the list of station 0001 has'],
    [['--kill', '3'], '--kill'],
    [['tomorrow'], 'tomorrow'],
  ])('says what is wrong with %j, and how it is used', async (args, why) => {
    const { code, answers, complaints } = await run(...args);
    expect(code).toBe(EXIT.usage);
    expect(answers).toEqual([]);
    expect(complaints[0]).toContain(why);
    expect(complaints[1]).toContain('--voters N');
  });

  it.each([
    ['/dev/null/life', 'storage.failed'],
    ['/proc/nobody/life', 'storage.missing'],
  ])('says that it cannot work in %s', async (folder, problem) => {
    const { code, complaints } = await run('--state', folder);
    expect(code).toBe(EXIT.refused);
    expect(complaints.at(-1)).toMatch(new RegExp(`“life”.*\\[${problem}\\]`));
  });
});

describe('taanuu simulate day', () => {
  it('says that it cannot work in a folder that no system makes', async () => {
    const complaints: string[] = [];
    const io = { out: () => {}, complain: (line: string) => complaints.push(line) };
    expect(await simulateCommand(['day', '--voters', '1', '--state', '/proc/nobody/day'], io)).toBe(EXIT.refused);
    expect(complaints.at(-1)).toMatch(/“day”.*\[storage\.missing\]/);
  });
});
