import type { ReactNode } from 'react';
import { ActScope } from './act.tsx';
import { Sheet } from './sheet.tsx';
import { type Save, Targets, useTargets, useWriting, WrittenFile } from './writing.tsx';

interface SavedFile {
  readonly file: string;
  readonly sha256?: string;
}

interface Writing<T extends SavedFile> {
  readonly title: string;
  readonly what: string;
  readonly save: Save<T>;
  /** What is said when it lies there, where that is more than that it does. */
  readonly done?: ((saved: T) => string) | undefined;
  /** A key for another way than a stick; it stands where the main action of a sheet does. */
  readonly other?: ReactNode;
  readonly onClose: () => void;
}

/** Onto which stick, or into which folder of this kiosk, should it be written? Then: under which name it lies there. */
export function WriteSheet<T extends SavedFile>(writing: Writing<T>) {
  return (
    <ActScope subject={writing.title}>
      <Write {...writing} />
    </ActScope>
  );
}

function Write<T extends SavedFile>({ title, what, save, done, other, onClose }: Writing<T>) {
  const { busy, write, written, times } = useWriting(save);
  const targets = useTargets(times);
  return (
    <Sheet title={title} main={other} onClose={onClose}>
      <p className="sheet-question">{what}</p>
      <Targets targets={targets} isDisabled={busy} onWrite={write} />
      {written === null ? null : (
        <WrittenFile
          title={done?.(written.value)}
          file={written.value.file}
          to={written.to}
          sha256={written.value.sha256}
        />
      )}
    </Sheet>
  );
}
