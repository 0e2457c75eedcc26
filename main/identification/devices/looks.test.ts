import { describe, expect, it } from 'vitest';
import type { FoundGroup } from '../../api/views.ts';
import type { Discovery } from './discovery.ts';
import { Looks } from './looks.ts';

describe('looks for devices that run at the same time', () => {
  it('share what they look for, whether one group is wanted or everything, and begin anew when it has ended', async () => {
    const asked: FoundGroup[] = [];
    const ends: (() => void)[] = [];
    const looks = new Looks(
      (group) => {
        asked.push(group);
        const answer: Discovery = { found: [], problems: [{ code: 'device.list-late', params: { part: group } }] };
        return new Promise((resolve) => ends.push(() => resolve(answer)));
      },
      ['cable', 'scanner'],
    );
    const [everything, scanners, again] = [looks.of(null), looks.of('scanner'), looks.of(null)];
    expect(asked).toEqual(['cable', 'scanner']);
    for (const end of ends) end();
    const parts = ({ problems }: Discovery) => problems.map(({ params }) => params?.part);
    expect(parts(await everything)).toEqual(['cable', 'scanner']);
    expect(parts(await scanners)).toEqual(['scanner']);
    expect(await again).toEqual(await everything);
    void looks.of('scanner');
    expect(asked).toEqual(['cable', 'scanner', 'scanner']);
  });

  it('look everywhere where the lists of this program are', async () => {
    const asked: FoundGroup[] = [];
    const looks = new Looks(async (group) => {
      asked.push(group);
      return { found: [], problems: [] };
    });
    await looks.of(null);
    expect(asked.toSorted()).toEqual(['cable', 'power', 'printer', 'reader', 'scanner', 'screen']);
  });
});
