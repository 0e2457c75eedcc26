import { Archive, ArrowDownToLine, Cable, FileX, Hand, ListChecks, Unplug } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BallotStyle, Part } from '../../core/ballot/definition.ts';
import type { Words } from '../../core/election/common.ts';
import { snags, strayPapers } from '../../main/api/playground-box.ts';
import { Button } from '../parts/button.tsx';
import { Choice } from './choice.tsx';
import { useLine, useVerbs, useWorld } from './world.ts';

type Marks = Readonly<Record<string, readonly string[]>>;

/** The other half of the world: paper, a pen, and the slot of the ballot box. */
export function Ballots() {
  const { client } = useLine();
  const [styles, setStyles] = useState<readonly BallotStyle[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    client.box.styles({}).then(setStyles, () => {});
  }, [client]);
  const style = styles.find(({ id }) => id === chosen) ?? styles[0];
  return (
    <main className="scene scene-ballots">
      <Papers styles={styles} style={style?.id ?? null} onChoose={setChosen} />
      {style === undefined ? <section /> : <Ballot key={style.id} style={style} />}
      <BallotBox />
    </main>
  );
}

/** Which paper is put in: a ballot of a style, the next sheet of the test pack, or something that is no ballot. */
function Papers({
  styles,
  style,
  onChoose,
}: {
  readonly styles: readonly BallotStyle[];
  readonly style: string | null;
  readonly onChoose: (style: string) => void;
}) {
  const { t, i18n } = useTranslation('playground');
  const { putTestSheet, putPaper } = useVerbs();
  const { pack } = useBox();
  return (
    <section className="ballot-papers">
      <Choice
        label={t('ballot.style')}
        of={styles.map(({ id }) => id)}
        chosen={style}
        words={(id) => wordsOf(styles.find((one) => one.id === id)?.title, i18n.language, id)}
        onChoose={onChoose}
      />
      <h2>{t('ballot.pack')}</h2>
      <p>{t('ballot.pack.what', { fed: pack.fed, of: pack.of })}</p>
      <Button icon={ListChecks} label={t('ballot.pack.next')} onPress={putTestSheet} />
      <h2>{t('ballot.other')}</h2>
      {strayPapers.map((paper) => (
        <Button key={paper} icon={FileX} label={t(`ballot.${paper}`)} onPress={() => putPaper({ paper })} />
      ))}
    </section>
  );
}

/** A ballot, and squares to mark with a pen: none, one, or more than may be. */
function Ballot({ style }: { readonly style: BallotStyle }) {
  const { t, i18n } = useTranslation('playground');
  const { putBallot } = useVerbs();
  const [marked, setMarked] = useState<Marks>({});
  const [kind, setKind] = useState<'official' | 'test'>('official');
  const toggle = (part: string, option: string): void => {
    const before = marked[part] ?? [];
    const after = before.includes(option) ? before.filter((one) => one !== option) : [...before, option];
    setMarked({ ...marked, [part]: after });
  };
  const put = (): void => {
    putBallot({ style: style.id, test: kind === 'test', marked: mutable(marked) });
    setMarked({});
  };
  return (
    <section className="ballot-sheet">
      <div className="ballot-page">
        <h2>{wordsOf(style.title, i18n.language, style.id)}</h2>
        {style.parts.map((part) => (
          <Squares key={part.id} part={part} marked={marked[part.id] ?? []} onToggle={(one) => toggle(part.id, one)} />
        ))}
      </div>
      <div className="ballot-acts">
        <Choice
          label={t('ballot.kind')}
          of={['official', 'test'] as const}
          chosen={kind}
          words={(one) => t(`ballot.kind.${one}`)}
          onChoose={setKind}
        />
        <Button kind="main" icon={ArrowDownToLine} label={t('ballot.put')} onPress={put} />
      </div>
    </section>
  );
}

function Squares({
  part,
  marked,
  onToggle,
}: {
  readonly part: Part;
  readonly marked: readonly string[];
  readonly onToggle: (option: string) => void;
}) {
  const { i18n } = useTranslation('playground');
  return (
    <ul className="ballot-lines">
      {part.options.map(({ id, names }) => (
        <li key={id}>
          <label>
            <span>{wordsOf(names, i18n.language, id)}</span>
            <input type="checkbox" checked={marked.includes(id)} onChange={() => onToggle(id)} />
          </label>
        </li>
      ))}
    </ul>
  );
}

/** The box itself: what is in its slot, what has fallen, and what may go wrong with it. */
function BallotBox() {
  const { t } = useTranslation('playground');
  const { takeSheet, emptyBox, plugBox, coverBox, snagBox } = useVerbs();
  const { plugged, cover, sheet, snag, valid, invalid } = useBox();
  return (
    <section className="ballot-box">
      <h2>{t('box')}</h2>
      <p className={plugged ? '' : 'device-out'}>{plugged ? t(`box.sheet.${sheet}`) : t('unplugged')}</p>
      <dl className="ballot-bins">
        <dt>{t('box.valid')}</dt>
        <dd>{valid}</dd>
        <dt>{t('box.invalid')}</dt>
        <dd>{invalid}</dd>
      </dl>
      <Button icon={Hand} label={t('box.take')} isDisabled={sheet === 'none'} onPress={takeSheet} />
      <Button icon={Archive} label={t('box.empty')} isDisabled={valid + invalid === 0} onPress={emptyBox} />
      <Button
        icon={plugged ? Unplug : Cable}
        label={t(plugged ? 'cable.pull' : 'cable.plug')}
        onPress={() => plugBox({ plugged: !plugged })}
      />
      <Choice
        label={t('box.cover')}
        of={['closed', 'open'] as const}
        chosen={cover}
        words={(one) => t(`box.cover.${one}`)}
        onChoose={(one) => coverBox({ open: one === 'open' })}
      />
      <Choice
        label={t('box.snag')}
        of={snags}
        chosen={snag}
        words={(one) => t(`box.snag.${one}`)}
        onChoose={(at) => snagBox({ at })}
      />
    </section>
  );
}

function useBox() {
  const { box } = useWorld();
  if (box === null) throw new Error('this kiosk has no ballot box');
  return box;
}

const wordsOf = (text: Words | null | undefined, language: string, otherwise: string): string =>
  text?.[language as keyof Words] ?? text?.ky ?? otherwise;

const mutable = (marks: Marks): Record<string, string[]> =>
  Object.fromEntries(Object.entries(marks).map(([part, options]) => [part, [...options]]));
