import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok } from '../../core/problem/result.ts';
import type { DeviceView } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

/** What was found when it was opened anew, and when: null, that it answers. */
interface Found {
  readonly problem: Problem | null;
  readonly time: string;
}

/** Opens a device anew and tells on the key itself what was found, so that each press is answered where it was made. */
export function ReopenKey({ device }: { readonly device: Pick<DeviceView, 'id' | 'state' | 'problem'> }) {
  const { t, i18n } = useTranslation(['technician', 'parts']);
  const { station } = useDesk();
  const { act, busy } = useAct();
  const [found, setFound] = useState<Found | null>(null);
  const reopen = (): void => {
    setFound(null);
    void act(async (client) => {
      const answer = await client.device.reopen({ device: device.id });
      const time = localTime(station.now, station.zone);
      setFound({ time, problem: answer.ok ? null : answer.error });
      return ok(null);
    });
  };
  // What was found holds until the device is otherwise.
  const holds = found !== null && (found.problem === null) === (device.state === 'ready');
  const words = ({ problem, time }: Found): string => {
    if (problem === null) return t('reopen.answers', { time });
    // What the device itself says, and what to do about it, stands beside the key.
    const what =
      problem.code === device.problem?.code
        ? t(`parts:state.${device.state}`)
        : `${problemWords(problem, 'happened', i18n)} ${problemWords(problem, 'technician', i18n)}`;
    return t('reopen.found', { time, what });
  };
  return (
    <Button
      icon={RefreshCw}
      label={t('reopen')}
      {...(holds ? { detail: words(found) } : {})}
      isDisabled={busy}
      onPress={reopen}
    />
  );
}
