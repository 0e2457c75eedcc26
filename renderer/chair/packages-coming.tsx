import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { PackageFrom, PackagesView } from '../../main/api/packages.ts';
import { Notice } from '../parts/notice.tsx';
import { problemWords } from '../parts/words.ts';

/** Who brought a package over the network. */
export const fromWords = (t: TFunction<['chair', 'kit', 'kiosks']>, from: PackageFrom): string =>
  from.by === 'hub' ? t('packages.from.hub') : t('packages.from.kiosk', { device: from.place });

/** What is on its way over the network, and what came last and is not taken. */
export function PackagesComing({ packages }: { readonly packages: PackagesView | null }) {
  const { t, i18n } = useTranslation(['chair', 'kit', 'kiosks']);
  if (packages === null) return null;
  const { coming, refused } = packages;
  return (
    <>
      {coming === null ? null : (
        <div className="work">
          <p className="lead">{t('packages.coming', { version: coming.version })}</p>
          <progress
            className="progress"
            max={coming.of}
            value={coming.done}
            aria-label={t('packages.coming', { version: coming.version })}
          />
          <p className="number soft">
            {`${fromWords(t, coming.from)} · ${Math.floor((coming.done * 100) / coming.of)} %`}
          </p>
        </div>
      )}
      {refused.slice(0, 1).map(({ version, problem }) => (
        <Notice
          key={`${version} ${problem.code}`}
          tone="warn"
          title={t('packages.refused', { version })}
          text={problemWords(problem, 'happened', i18n)}
          code={problem.code}
        />
      ))}
    </>
  );
}
