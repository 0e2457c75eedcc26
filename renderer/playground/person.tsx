import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../core/person/dates.ts';
import type { WorldDocument, WorldPerson } from '../../main/api/playground.ts';
import { Fingers } from './fingers.tsx';
import { useLine, useVerbs, useWorld } from './world.ts';

/** The person who stands before the table: who it is, what is in the pocket, and ten fingers. */
export function Person({ person }: { readonly person: WorldPerson | null }) {
  const { t } = useTranslation('playground');
  if (person === null) {
    return (
      <section className="person person-none">
        <h2>{t('people.pick')}</h2>
        <p>{t('people.pick-what')}</p>
      </section>
    );
  }
  return (
    <section className="person" aria-label={`${person.surname} ${person.given}`}>
      <Face person={person} />
      <h3 className="label">{t('documents')}</h3>
      <div className="pocket">
        {person.documents.map((paper, document) => (
          <Paper key={paper.number} person={person} paper={paper} document={document} />
        ))}
      </div>
      <Fingers key={person.person} person={person} />
    </section>
  );
}

function Face({ person }: { readonly person: WorldPerson }) {
  const { t } = useTranslation('playground');
  const { client } = useLine();
  const [picture, setPicture] = useState<{ readonly of: string; readonly url: string } | null>(null);
  useEffect(() => {
    const of = person.person;
    client.portrait({ person: of }).then(
      (url) => setPicture({ of, url }),
      () => null,
    );
  }, [client, person.person]);
  const name = `${person.surname} ${person.given}`;
  return (
    <div className="face">
      <div className="face-frame">
        {picture?.of === person.person ? <img src={picture.url} alt={t('photo', { name })} /> : null}
      </div>
      <div className="face-words">
        <h2>
          <strong>{person.surname}</strong> {person.given} {person.patronymic}
        </h2>
        <p className="story">
          <strong>{t(`story.${person.story}`)}</strong>
          <span>{t(`what.${person.story}`)}</span>
        </p>
        <dl>
          <Fact name={t('person.born')} value={shortDate(person.birthDate)} />
          <Fact name={t('person.pin')} value={person.pin} />
          {person.home === null ? (
            <Fact name={t('person.precinct')} value={t('person.no-list')} />
          ) : (
            <>
              <Fact name={t('person.precinct')} value={person.home.precinct} />
              <Fact name={t('person.number')} value={String(person.home.number)} />
            </>
          )}
        </dl>
      </div>
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="number">{value}</dd>
    </div>
  );
}

/** A document as a thing to take in the hand: pressed, it lies on the reader; pressed again, it is read again. */
function Paper({
  person,
  paper,
  document,
}: {
  readonly person: WorldPerson;
  readonly paper: WorldDocument;
  readonly document: number;
}) {
  const { t } = useTranslation('playground');
  const { layDocument } = useVerbs();
  const lies = useWorld().document;
  const here = lies?.person === person.person && lies.document === document;
  const remark = paper.differs !== null ? t(`differs.${paper.differs}`) : paper.readable ? null : t('document.no-zone');
  return (
    <Button
      className={paper.kind.startsWith('id-card') ? 'paper paper-card' : 'paper paper-booklet'}
      aria-pressed={here}
      onPress={() => layDocument({ person: person.person, document })}
    >
      <span className="paper-kind">{t(`document.${paper.kind}`)}</span>
      <span className="paper-number number">{paper.number}</span>
      <span className="number">
        {paper.expires === null ? t('document.no-date') : t('document.until', { date: shortDate(paper.expires) })}
      </span>
      {remark === null ? null : <span className="paper-remark">{remark}</span>}
      <span className="paper-act">{here ? t('document.here') : t('document.lay')}</span>
    </Button>
  );
}
