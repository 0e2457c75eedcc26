import { useTranslation } from 'react-i18next';

/** The same words in Kyrgyz and in Russian: the room reads either, and nobody changes the language of this display. */
export function Both({
  name,
  values = {},
}: {
  readonly name: string;
  readonly values?: Readonly<Record<string, string | number>>;
}) {
  const { i18n } = useTranslation();
  return (
    <>
      <span lang="ky" className="both both-ky">
        {i18n.getFixedT('ky', 'voter')(name, values)}
      </span>
      <span lang="ru" className="both both-ru">
        {i18n.getFixedT('ru', 'voter')(name, values)}
      </span>
    </>
  );
}
