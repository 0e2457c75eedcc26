import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { stories, type WorldPerson } from '../../main/api/playground.ts';
import { useConnection, useLine } from './world.ts';

/** Who may walk in: looked for by what somebody types, or by the story they bring. */
export function People({
  chosen,
  onChoose,
}: {
  readonly chosen: WorldPerson | null;
  readonly onChoose: (person: WorldPerson) => void;
}) {
  const { t } = useTranslation('playground');
  const { client } = useLine();
  const open = useConnection().kind === 'open';
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly WorldPerson[] | null>(null);
  useEffect(() => {
    if (!open) return;
    const asked = new AbortController();
    // An answer that comes after the next letter was typed is not the answer any more.
    client.people({ text }, { signal: asked.signal }).then(
      (people) => asked.signal.aborted || setFound(people),
      () => null,
    );
    return () => asked.abort();
  }, [client, text, open]);
  const story = stories.find((one) => one === text) ?? null;
  return (
    <section className="people">
      <h2>{t('people')}</h2>
      <div className="search">
        <Search className="icon" aria-hidden="true" />
        <input
          type="text"
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          value={story === null ? text : t(`story.${story}`)}
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          onChange={(event) => setText(story === null ? event.currentTarget.value : '')}
        />
        {text === '' ? null : (
          <Button className="chip chip-clear" aria-label={t('people.clear')} onPress={() => setText('')}>
            <X className="icon" aria-hidden="true" />
          </Button>
        )}
      </div>
      <ul className="crowd">
        {found?.map((person) => (
          <li key={person.person}>
            <Button
              className="passer-by"
              aria-pressed={person.person === chosen?.person}
              onPress={() => onChoose(person)}
            >
              <span className="passer-by-name">
                {person.surname} {person.given}
              </span>
              <span className="passer-by-story">{t(`story.${person.story}`)}</span>
            </Button>
            {text === '' && isLastOfStory(found, person) ? (
              <Button className="more" onPress={() => setText(person.story)}>
                {t('people.more')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {found?.length === 0 ? <p>{t('people.none')}</p> : null}
    </section>
  );
}

function isLastOfStory(found: readonly WorldPerson[], person: WorldPerson): boolean {
  return found.findLast(({ story }) => story === person.story) === person;
}
