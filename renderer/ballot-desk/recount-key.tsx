import { ArchiveX, CircleStop, RotateCcw, RotateCw, Scale, ScanLine, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { type BallotClient, useBallotAct } from './zone.ts';

/** What the keys of a recount do, and by which words. */
const acts = {
  begin: { icon: ScanLine, label: 'feeder.feed', ask: (client: BallotClient) => client.recount.begin({}) },
  anew: { icon: RotateCcw, label: 'recount.anew', ask: (client: BallotClient) => client.recount.begin({}) },
  stop: { icon: CircleStop, label: 'feeder.stop', ask: (client: BallotClient) => client.recount.stop({}) },
  drop: { icon: X, label: 'recount.drop', ask: (client: BallotClient) => client.recount.drop({}) },
  compare: { icon: Scale, label: 'recount.compare', ask: (client: BallotClient) => client.recount.end({}) },
  'go-on': {
    ...{ icon: RotateCw, label: 'feeder.go-on' },
    ask: (client: BallotClient) => client.recount.feed({ aside: false }),
  },
  'laid-in': {
    ...{ icon: RotateCw, label: 'feeder.again' },
    ask: (client: BallotClient) => client.recount.feed({ aside: false }),
  },
  aside: {
    ...{ icon: ArchiveX, label: 'feeder.aside' },
    ask: (client: BallotClient) => client.recount.feed({ aside: true }),
  },
} as const;

/** One thing that is done to a recount. */
export function RecountKey({
  does,
  kind,
}: {
  readonly does: keyof typeof acts;
  readonly kind: 'main' | 'plain' | 'quiet';
}) {
  const { t } = useTranslation('ballot-desk');
  const { act, busy } = useBallotAct();
  const { icon, label, ask } = acts[does];
  return <Button kind={kind} icon={icon} label={t(label)} isDisabled={busy} onPress={() => void act(ask)} />;
}
