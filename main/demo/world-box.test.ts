import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { cleanUp, temporaryFolder } from '../../drivers/testing/clean-up.ts';
import { demoElection } from './voters.ts';
import { WorldBox } from './world-box.ts';

afterEach(cleanUp);

it('has people who put paper into its slot, take it out again, and do with the box what people do', () => {
  let changes = 0;
  const box = new WorldBox({
    ...{ port: join(temporaryFolder(), 'box'), election: demoElection(), station: '0001' },
    onChange: () => {
      changes += 1;
    },
  });
  expect(box.styles.map(({ id }) => id)).toEqual(['council-1']);
  expect(box.view).toMatchObject({ plugged: true, cover: 'closed', sheet: 'none', valid: 0, invalid: 0 });
  box.putTestSheet();
  expect(box.view).toMatchObject({ sheet: 'slot', pack: { fed: 1 } });
  // There is one in the slot: the next sheet of the pack stays in the hand.
  box.putTestSheet();
  expect(box.view.pack.fed).toBe(1);
  box.take();
  expect(box.view.sheet).toBe('none');
  box.setCover(true);
  box.putPaper('other-paper');
  expect(box.view).toMatchObject({ cover: 'open', sheet: 'none' });
  box.setCover(false);
  box.setSnag('gate');
  expect(box.view.snag).toBe('gate');
  const before = changes;
  box.putBallot({ style: 'council-1', test: false, marked: { deputy: ['c-1'] } });
  expect(changes).toBeGreaterThan(before);
  box.plug(false);
  expect(box.view).toMatchObject({ plugged: false, sheet: 'slot' });
  box.close();
});
