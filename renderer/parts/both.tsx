import { useTranslation } from 'react-i18next';

/** The same words in Kyrgyz and in Russian: the room reads either, and nobody changes the language of such a display. */
export function Both({
  of = 'voter',
  name,
  values = {},
}: {
  /** The file of words. */
  readonly of?: string;
  readonly name: string;
  readonly values?: Readonly<Record<string, string | number>>;
}) {
  const { i18n } = useTranslation();
  return (
    <>
      <span lang="ky" className="both both-ky">
        {i18n.getFixedT('ky', of)(name, values)}
      </span>
      <span lang="ru" className="both both-ru">
        {i18n.getFixedT('ru', of)(name, values)}
      </span>
    </>
  );
}
