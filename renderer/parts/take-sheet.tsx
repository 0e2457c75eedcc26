import { CircleCheck, FileInput } from 'lucide-react';
import { useState } from 'react';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { OfferedFile } from '../../main/api/sittings.ts';
import { ActScope, useAct } from './act.tsx';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';
import { useAnswer } from './use-answer.ts';
import type { LookingClient, ZoneClient } from './zone.ts';

interface Taking<T> {
  readonly title: string;
  /** What is said above the files, and where there are none. */
  readonly what: string;
  readonly none: string;
  readonly files: (client: LookingClient) => Promise<readonly OfferedFile[]>;
  readonly take: (client: ZoneClient, path: string) => Promise<Result<T, Problem>>;
  /** What is said when it was taken. */
  readonly done: (taken: T) => string;
  readonly onClose: () => void;
}

/** Which of the files on sticks and in this kiosk's folders should be taken in? */
export function TakeFileSheet<T>(taking: Taking<T>) {
  return (
    <ActScope subject={taking.title}>
      <Take {...taking} />
    </ActScope>
  );
}

function Take<T>({ title, what, none, files: ask, take, done, onClose }: Taking<T>) {
  const { act, busy } = useAct();
  const files = useAnswer(ask);
  const [said, setSaid] = useState<string | null>(null);
  const chosen = (path: string): void => {
    setSaid(null);
    void act(async (client) => {
      const answer = await take(client, path);
      if (answer.ok) setSaid(done(answer.value));
      return answer;
    });
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <p className="sheet-question">{files?.length === 0 ? none : what}</p>
      <ul className="choices">
        {files?.map(({ path, name }) => (
          <li key={path}>
            <Button icon={FileInput} label={name} isDisabled={busy} onPress={() => chosen(path)} />
          </li>
        ))}
      </ul>
      {said === null ? null : (
        <p className="sheet-question">
          <CircleCheck className="icon" aria-hidden="true" /> {said}
        </p>
      )}
    </Sheet>
  );
}
