import { useTranslation } from 'react-i18next';
import type { BoxShow } from '../../main/api/ballot-views.ts';

/** What is the case, and what to do, in one of the two languages that stand on the screen together. */
export function BoxWords({ box, language }: { readonly box: BoxShow; readonly language: 'ky' | 'ru' }) {
  const { i18n } = useTranslation();
  const say = i18n.getFixedT(language, 'box');
  const [what, todo] = keysOf(box);
  return (
    <div lang={language} className={`box-words box-words-${language}`}>
      <p className="box-what">{say(what)}</p>
      {todo === null ? null : <p>{say(todo)}</p>}
    </div>
  );
}

/** Keys of both sentences. */
function keysOf(box: BoxShow): readonly [string, string | null] {
  switch (box.show) {
    case 'not-now':
      return [`not-now.${box.why}`, box.why === 'after' ? null : `not-now.${box.why}.do`];
    case 'take-back':
      return [`why.${box.why}`, `do.${box.why}`];
    case 'ask':
      return [`why.${box.why}`, 'ask.do'];
    case 'ready':
    case 'reading':
    case 'accepted':
    case 'wait':
      return [box.show, `${box.show}.do`];
  }
}
