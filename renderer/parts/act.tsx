import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { Notice } from './notice.tsx';
import { thrownProblem } from './thrown.ts';
import { problemWords } from './words.ts';
import { useView, useZone, type WindowView, type ZoneClient } from './zone.ts';

interface Acts<Client> {
  readonly busy: boolean;
  /** Why the last thing that a person asked for was not done. */
  readonly trouble: Problem | null;
  /** What was done, in words, where nothing else on the screen shows it. */
  readonly done: string | null;
  /**
   * Asks the zone for something; true if it was done. One at a time: a second press while waiting does nothing.
   * @param done said for a moment when it was done: paper that comes out behind the kiosk is seen by nobody at the screen
   */
  readonly act: (ask: (client: Client) => Promise<Result<unknown, Problem>>, done?: string) => Promise<boolean>;
  /** Whoever begins anew has read why it was not done. */
  readonly forget: () => void;
}

const ActContext = createContext<Acts<never> | null>(null);

/** What was done is said for so long, in milliseconds. */
const DONE_MS = 5_000;

/**
 * Around a screen or a sheet: holds whether an answer is awaited and what went wrong.
 * @param subject a change of it (another step, another sheet) makes an old refusal disappear
 */
export function ActScope({ subject, children }: { readonly subject: string; readonly children: ReactNode }) {
  const { client } = useZone<never>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Problem | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const waiting = useRef(false);
  const forget = useCallback(() => {
    setTrouble(null);
    setDone(null);
  }, []);

  // The subject is the reason to forget, not a value used.
  useEffect(forget, [subject]);
  useEffect(() => {
    if (done === null) return;
    const timer = setTimeout(() => setDone(null), DONE_MS);
    return () => clearTimeout(timer);
  }, [done]);

  const act = useCallback<Acts<never>['act']>(
    async (ask, said) => {
      if (waiting.current) return false;
      waiting.current = true;
      setBusy(true);
      forget();
      try {
        const answer = await ask(client);
        if (!answer.ok) setTrouble(answer.error);
        else if (said !== undefined) setDone(said);
        return answer.ok;
      } catch (error) {
        setTrouble(thrownProblem(error));
        return false;
      } finally {
        waiting.current = false;
        setBusy(false);
      }
    },
    [client, forget],
  );

  const value = useMemo(() => ({ busy, trouble, done, act, forget }), [busy, trouble, done, act, forget]);
  return <ActContext value={value}>{children}</ActContext>;
}

export function useAct<Client = ZoneClient>(): Acts<Client> {
  const acts = useContext(ActContext);
  if (acts === null) throw new Error('no ActScope around this screen');
  return acts as Acts<Client>;
}

/** An answer that takes longer than this is awaited in words, in milliseconds; a quicker one would only flicker. */
const WORDS_AFTER_MS = 400;

/**
 * Where an answer is awaited in words, and a refusal is told: what happened, and what to do.
 * @param waiting what is awaited, where a screen knows it better than "being done"
 */
export function ActNote({ waiting }: { readonly waiting?: string | undefined }) {
  const { busy, trouble, done } = useAct();
  const { t, i18n } = useTranslation('parts');
  const view = useView<WindowView>();
  // To a technician "call the technician" says nothing.
  const isTechnician = view?.person?.role === 'technician';
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => setLong(true), WORDS_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [busy]);
  if (busy && long) return <Notice tone="plain" title={waiting ?? t('working')} />;
  if (trouble === null) return done === null ? null : <Notice tone="plain" title={done} />;
  // Two may have typed a code: it is said whose was wrong.
  const whose = view?.people?.find(({ id }) => id === trouble.params?.person)?.name;
  const happened = problemWords(trouble, 'happened', i18n);
  return (
    <Notice
      tone="bad"
      title={whose === undefined ? happened : `${whose}: ${happened}`}
      text={problemWords(trouble, isTechnician ? 'technician' : 'officer', i18n)}
      code={trouble.code}
    />
  );
}
