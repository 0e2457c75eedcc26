import { FolderDown, Usb } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { MediumView } from '../../main/api/media-views.ts';
import { useAct } from './act.tsx';
import { Button } from './button.tsx';
import { shownNumber } from './numbers.ts';
import { Paged } from './paged.tsx';
import { useAnswer } from './use-answer.ts';
import { languageOf } from './words.ts';
import type { LookingClient, ZoneClient } from './zone.ts';

const askTargets = (client: LookingClient) => client.station.logTargets({});
/** Places that fit on the smallest screen. */
const SHOWN = 4;
const GB = 1e9;
const MB = 1e6;

/** What is asked of the zone, and what it answers when the file lies there. */
export type Save<T> = (client: ZoneClient, target: string) => Promise<Result<T, Problem>>;

/** What was written last, and on what. */
export interface Written<T> {
  readonly value: T;
  readonly to: Pick<MediumView, 'name'>;
}

/**
 * Writing something onto one of several places: one writing at a time, and what came of the last one.
 * @returns `times` is another one after each writing: whoever shows a list that it changes asks for it again
 */
export function useWriting<T>(save: Save<T>) {
  const { act, busy } = useAct();
  const [written, setWritten] = useState<Written<T> | null>(null);
  const [times, setTimes] = useState(0);
  const write = (to: MediumView): void => {
    setWritten(null);
    void act(async (client) => {
      const answer = await save(client, to.path);
      if (answer.ok) setWritten({ value: answer.value, to });
      return answer;
    }).finally(() => setTimes((before) => before + 1));
  };
  return { busy, write, written, times, forget: () => setWritten(null) };
}

/** Sticks that are there now and folders of this kiosk; looked for again and again, and after each writing. */
export function useTargets(times: number): readonly MediumView[] | null {
  return useAnswer(askTargets, times);
}

/** How people tell a medium from another one: stick or folder, and its size. Its label stands before it. */
export function useMediumWords(): (medium: Pick<MediumView, 'removable' | 'bytes'>) => string {
  const { t, i18n } = useTranslation('parts');
  return ({ removable, bytes }) => {
    if (!removable) return t('write.folder');
    if (bytes === undefined) return t('write.stick');
    const large = bytes >= GB;
    // Sticks are sold in decimal units, and nobody knows theirs to a tenth.
    const size = shownNumber(Math.round(bytes / (large ? GB : MB)), languageOf(i18n));
    return t(large ? 'write.stick-gb' : 'write.stick-mb', { size });
  };
}

/** Where should it be written? A key for each place; with none it is said what to do. */
export function Targets<T extends MediumView>({
  targets,
  isDisabled,
  onWrite,
  refusedFor = () => null,
}: {
  /** Null until they are known. */
  readonly targets: readonly T[] | null;
  readonly isDisabled: boolean;
  readonly onWrite: (target: T) => void;
  /** Why nothing is written on this one; null: it may be. */
  readonly refusedFor?: (target: T) => string | null;
}) {
  const { t } = useTranslation('parts');
  const words = useMediumWords();
  if (targets === null) return null;
  if (targets.length === 0) {
    return (
      <p className="empty">
        <Usb className="icon" aria-hidden="true" />
        {t('write.none')}
      </p>
    );
  }
  return (
    <Paged items={targets} size={SHOWN} className="choices targets">
      {(target) => {
        const refused = refusedFor(target);
        return (
          <li key={target.path}>
            <Button
              icon={target.removable ? Usb : FolderDown}
              label={t('write.to', { name: target.name })}
              detail={refused ?? words(target)}
              isDisabled={isDisabled || refused !== null}
              onPress={() => onWrite(target)}
            />
          </li>
        );
      }}
    </Paged>
  );
}

/** What lies on the stick now: under which name, and its checksum. */
export function WrittenFile({
  heading: Heading = 'h3',
  title,
  file,
  to,
  sha256,
  children,
}: {
  /** `h2` on a page, below whose title it stands. */
  readonly heading?: 'h2' | 'h3';
  readonly title?: string | undefined;
  readonly file: string;
  readonly to: Pick<MediumView, 'name'>;
  readonly sha256?: string | undefined;
  /** More facts, each a `div` of name and value. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('parts');
  return (
    <section className="log-written" role="status">
      <Heading>{title ?? t('write.done')}</Heading>
      <dl className="identity number">
        <div>
          <dt>{t('write.where')}</dt>
          <dd>{to.name}</dd>
        </div>
        <div>
          <dt>{t('write.file')}</dt>
          <dd>{file}</dd>
        </div>
        {children}
        {sha256 === undefined ? null : (
          <div>
            <dt>SHA-256</dt>
            <dd className="hash">{sha256.match(/.{1,8}/g)?.join(' ')}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
