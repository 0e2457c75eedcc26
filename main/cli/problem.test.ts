import { describe, expect, it } from 'vitest';
import { catalogue } from '../../core/problem/catalogue.ts';
import { EXIT } from './io.ts';
import { problemCommand, terminalLanguage } from './problem.ts';

async function run(...args: readonly string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await problemCommand(args, {
    out: (line) => said.push(line),
    complain: (line) => complained.push(line),
  });
  return { code, said, complained };
}

describe('taanuu problem', () => {
  it('says what happened and who does what, in the language that is asked for', async () => {
    expect(await run('device.paper-out', '--language', 'ky')).toEqual({
      code: EXIT.done,
      said: [
        'device.paper-out (blocking)',
        'Принтерде кагаз бүттү.',
        'Оператор: Жаңы түрмөк салып, капкагын жабыңыз.',
        'Техник: Жаңы түрмөк салып, капкагын жабыңыз. Кагаз бар болсо, кагаз сенсорун тазалаңыз.',
      ],
      complained: [],
    });
  });

  it('marks what a case fills in', async () => {
    const { said } = await run('device.port-refused', '--language', 'en');
    expect(said.join()).toContain('‹port›');
  });

  it('lists every code', async () => {
    const { said } = await run('--language', 'ky');
    expect(said).toHaveLength(Object.keys(catalogue).length);
    expect(said.join('\n')).toMatch(/^blocking {2}device\.paper-out +Принтерде кагаз бүттү\.$/m);
  });

  it('refuses a code that there is not, and what it does not understand', async () => {
    const unknown = await run('device.odd');
    expect([unknown.code, unknown.complained[0]]).toEqual([EXIT.refused, expect.stringContaining('device.odd')]);
    for (const args of [['a', 'b'], ['--language', 'de'], ['--odd']]) {
      expect((await run(...args)).code).toBe(EXIT.usage);
    }
  });

  it('speaks as the terminal is set', () => {
    expect(terminalLanguage({ LANG: 'ky_KG.UTF-8' })).toBe('ky');
    expect(terminalLanguage({ LC_ALL: 'ru_RU.UTF-8', LANG: 'ky_KG.UTF-8' })).toBe('ru');
    expect(terminalLanguage({ LC_ALL: '', LANG: 'C.UTF-8' })).toBe('en');
    expect(terminalLanguage({})).toBe('en');
  });
});
