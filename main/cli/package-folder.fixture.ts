import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeTemplate, extract, impression, syntheticFinger } from '../../core/fingerprint/fingerprint.ts';
import { deviceRequest, openKeys } from '../access/keys.ts';
import { openCommission } from '../package/commission.ts';
import { codes, election, png } from '../package/package.fixture.ts';
import { csvColumns } from '../package/rows.ts';
import type { CommandIo } from './io.ts';

type Command = (args: readonly string[], io: CommandIo) => Promise<number>;

const touch = impression(syntheticFinger({ seed: 'cli', voter: 'r1', finger: 2 }), {
  ...{ capture: 1, condition: 'good', width: 256, height: 288, dpi: 500 },
});

/** Of seven voters the first two are taken at station 0001, the second without a photo or a finger. */
const rows = [
  'r1,1,Тестова,Айгүл,,female,01.01.1990,1 01011990 00001,ID0000001/01.01.2030;AC0000001,Саруу,0001,k1,no,',
  'r2,2,Ѳмүрбекова,Жумагүл,Асан кызы,female,1985-02-15,11502198500002,,Саруу,0001,k1,yes,07.10.2023',
  'r3,3,Тестов,Бакыт,,male,31.02.1990,20101199000003,,Саруу,0001,k1,no,',
  'r4,4,Тестов,Нурлан,,male,01.01.1990,10101199000001,,Саруу,0001,k1,no,',
  'r5,5,Тестов,Асан,,male,01.01.1990,20101199000005,,Саруу,0001,k2,no,',
  'r6,1,Тестов,Улан,,male,01.01.1990,20101199000006,,Жалгыз-Өрүк,0002,k2,no,',
  'r7,2,Тестов,Эрлан,,male,01.01.1990,20101199000007,,Саруу,0001,k1,no,',
];

/** A folder with all that packages are made of by commands, and how a person runs them. */
export function packageFolder() {
  const dir = mkdtempSync(join(tmpdir(), 'taanuu-cli-'));
  const at = (name: string): string => join(dir, name);
  const [said, complained]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
  writeFileSync(at('voters.csv'), `\ufeff${csvColumns.join(',')}\n${rows.join('\n')}\n`);
  writeFileSync(at('election.json'), JSON.stringify(election));
  const people = Object.entries(codes).map(([role, code]) => ({ id: role, role, station: '0001', name: role, code }));
  writeFileSync(at('people.json'), JSON.stringify(people));
  for (const name of ['photos', 'templates', 'images']) mkdirSync(at(name));
  const { template } = extract(touch);
  writeFileSync(at('photos/r1.png'), png);
  writeFileSync(at('templates/r1-2.iso'), encodeTemplate(template, { finger: 2 }));
  writeFileSync(at('templates/r2-2.iso'), encodeTemplate(template, { finger: 3 }));
  writeFileSync(at('images/r1-7.pgm'), Buffer.concat([Buffer.from('P5\n# a scanner\n256 288\n255\n'), touch.pixels]));
  writeFileSync(at('images/r2-7.pgm'), 'P5 256 288 255 cut');
  writeFileSync(at('pins.csv'), '20202198000002,0002\n10101199000001,0001\n');
  return {
    ...{ dir, at },
    /** What the last command has said, and what it has complained about. */
    ...{ said, complained },
    build: [
      ...['build', '--commission', at('commission'), '--election', at('election.json')],
      ...['--people', at('people.json')],
    ],
    files: [
      ...['--voters', at('voters.csv'), '--photos', at('photos'), '--templates', at('templates')],
      ...['--images', at('images')],
    ],
    /** @returns the exit code */
    run: (command: Command, ...args: string[]): Promise<number> => {
      said.length = 0;
      complained.length = 0;
      return command(args, io);
    },
    /** A commission that knows a device of the station, and it the commission. */
    register: async (): Promise<void> => {
      const keys = await openKeys(at('state'), 'SN-7');
      if (!keys.ok) throw new Error(keys.error.code);
      const commission = openCommission(at('commission'), 'БШК', true);
      const registered = await commission.register(deviceRequest(keys.value, true), '0001');
      if (!registered.ok) throw new Error(registered.error.code);
      keys.value.trustCommission(commission.trust);
    },
    close: (): void => rmSync(dir, { recursive: true }),
  };
}
