import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

/**
 * A list of which one page is shown at a time: nothing scrolls on a kiosk. A page that is gone, because the list has
 * become shorter, is the last one.
 * @param className of the list
 * @param list where the list itself is wanted, to measure it
 */
export function Paged<T>({
  items,
  size,
  className,
  list,
  children,
}: {
  readonly items: readonly T[];
  readonly size: number;
  readonly className: string;
  readonly list?: Ref<HTMLUListElement>;
  readonly children: (item: T) => ReactNode;
}) {
  const [wanted, setWanted] = useState(0);
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(wanted, pages - 1);
  return (
    <>
      <ul ref={list} className={className}>
        {items.slice(page * size, (page + 1) * size).map(children)}
      </ul>
      <PageKeys page={page} pages={pages} onPage={setWanted} />
    </>
  );
}

/** The keys that turn the page, and where one is; nothing where there is one page. Pages count from 0. */
export function PageKeys({
  page,
  pages,
  onPage,
}: {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}) {
  const { t } = useTranslation('parts');
  if (pages <= 1) return null;
  return (
    <div className="paged">
      <Button
        kind="quiet"
        icon={ChevronLeft}
        label={t('paged.back')}
        isDisabled={page === 0}
        onPress={() => onPage(page - 1)}
      />
      <span className="soft number">{t('paged.at', { page: page + 1, pages })}</span>
      <Button
        kind="quiet"
        icon={ChevronRight}
        label={t('paged.on')}
        isDisabled={page === pages - 1}
        onPress={() => onPage(page + 1)}
      />
    </div>
  );
}
