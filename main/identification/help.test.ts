import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { HelpCall } from '../../core/journal/help-calls.ts';
import { ok } from '../../core/problem/result.ts';
import type { DeskView, VoterDisplayView } from '../api/views.ts';
import { codes, voter } from '../package/package.fixture.ts';
import { HelpDesk } from './help.ts';
import { atDesk, served } from './served.fixture.ts';

/** Help is called from a real zone, in front of a voter. */
let station: Awaited<ReturnType<typeof served>>;
beforeEach(async () => {
  station = await served(defaultPolicy);
});
afterEach(() => station.close());

const view = () => station.zone.projection.view('officer') as DeskView;
const display = () => station.zone.projection.view('voter') as VoterDisplayView;
const first = (): string => view().station.help[0]?.call ?? '';

describe('a call for help', () => {
  it('leaves the voter where she is, and stands on both displays until somebody comes with her code', async () => {
    const { client, told } = station;
    await client.voter.find({ text: voter(1).pin });
    await expect.poll(() => view().step.at).toBe('finger');
    expect(await client.help.call({ whom: 'chair' })).toEqual(ok(null));
    expect(view()).toMatchObject({ step: { at: 'finger' }, person: { id: 'officer' } });
    for (const { help } of [view().station, display().station]) expect(help).toMatchObject([{ whom: 'chair' }]);

    const wrong = await client.help.answer({ call: first(), by: { person: 'chair', code: '1' } });
    expect(wrong).toMatchObject({ error: { code: 'access.wrong-code' } });
    expect(view().station.help).toHaveLength(1);
    expect(await client.help.answer({ call: first(), by: { person: 'chair', code: codes.chair } })).toEqual(ok(null));
    expect(view()).toMatchObject({ step: { at: 'finger' }, person: { id: 'officer' }, station: { help: [] } });
    expect(told('help.answered')).toMatchObject([{ person: 'chair' }]);
  });

  it('for a technician is not answered by the commission, and is taken back by the officer', async () => {
    const { client } = station;
    await client.help.call({ whom: 'technician' });
    const [officer] = atDesk;
    if (!officer) throw new Error('nobody is at the desk');
    expect(await client.help.answer({ call: first(), by: { person: 'chair', code: codes.chair } })).toMatchObject({
      error: { code: 'access.approver-role' },
    });
    expect(await client.help.answer({ call: first(), by: officer })).toEqual(ok(null));
    expect(await client.help.answer({ call: first(), by: officer })).toMatchObject({
      error: { code: 'station.nothing-to-do' },
    });
  });

  it('is made once for each who is called, and both may be', async () => {
    const { client, told } = station;
    await client.help.call({ whom: 'technician' });
    expect(await client.help.call({ whom: 'technician' })).toMatchObject({ error: { code: 'station.nothing-to-do' } });
    await client.help.call({ whom: 'chair' });
    expect(view().station.help.map(({ whom }) => whom)).toEqual(['technician', 'chair']);
    expect(told('help.called')).toHaveLength(2);
  });

  it('is over when the one who was called gives her code for something else, and by nobody else’s', async () => {
    const { client, told } = station;
    await client.help.call({ whom: 'chair' });
    await client.help.call({ whom: 'technician' });
    // A wrong code shows nobody, and the member who is always here was not called.
    await client.access.signIn({ person: 'chair', code: '1' });
    await client.access.signIn({ person: 'member', code: codes.member });
    expect(view().station.help).toHaveLength(2);
    await client.access.signIn({ person: 'chair', code: codes.chair });
    expect(view().station.help.map(({ whom }) => whom)).toEqual(['technician']);
    expect(told('help.answered')).toMatchObject([{ person: 'chair' }]);

    await client.help.call({ whom: 'chair' });
    const [officer] = atDesk;
    const approvers = [...(officer ? [officer] : []), { person: 'chair', code: codes.chair }];
    expect(await client.station.suspend({ reason: 'no power', approvers })).toEqual(ok(null));
    expect(view().station.help.map(({ whom }) => whom)).toEqual(['technician']);
    expect(told('help.answered')).toHaveLength(2);
  });

  it('is on every board of the room, each with all that stands, and outlives the zone that heard it', () => {
    const { kiosk } = station.zone;
    const shown: (readonly HelpCall[])[] = [];
    const help = new HelpDesk(kiosk, [{ show: (calls) => shown.push(calls) }]);
    help.call('chair', { role: 'officer', person: 'officer' });
    help.call('technician', { role: 'officer', person: 'officer' });
    expect(shown.map((calls) => calls.map(({ whom }) => whom))).toEqual([['chair'], ['chair', 'technician']]);
    expect(shown[1]?.map(({ device }) => device)).toEqual([kiosk.device, kiosk.device]);
    expect(new HelpDesk(kiosk, []).calls).toEqual(shown[1]);
  });
});
