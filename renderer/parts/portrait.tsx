import { useTranslation } from 'react-i18next';

/** The photo from the register, or an outline that says there is none. */
export function Portrait({ photo, name }: { readonly photo: string | null; readonly name: string }) {
  const { t } = useTranslation('parts');
  if (photo !== null) return <img className="portrait" src={photo} alt={name} draggable={false} />;
  return (
    <div className="portrait portrait-none">
      <svg viewBox="0 0 90 120" aria-hidden="true">
        <circle cx="45" cy="44" r="21" />
        <path d="M9 118 C9 88 24 74 45 74 C66 74 81 88 81 118" />
      </svg>
      <span>{t('photo.none')}</span>
    </div>
  );
}
