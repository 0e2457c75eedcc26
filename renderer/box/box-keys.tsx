import { ArrowDownToLine, ArrowUpFromLine, type LucideIcon } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { BoxShow } from '../../main/api/ballot-views.ts';
import { useAct } from '../parts/act.tsx';
import { Both } from '../parts/both.tsx';
import type { BoxClient } from './zone.ts';

/** What the voter decides about her sheet while the box holds it: it is put in as it is, or comes back. */
export function BoxKeys({ box }: { readonly box: BoxShow }) {
  const { act, busy } = useAct<BoxClient>();
  if (box.show !== 'ask') return null;
  return (
    <div className="box-keys">
      <Key
        kind="plain"
        icon={ArrowDownToLine}
        name="insist"
        isDisabled={busy}
        onPress={() => void act((client) => client.voter.insist({}))}
      />
      <Key
        kind="main"
        icon={ArrowUpFromLine}
        name="take-back"
        isDisabled={busy}
        onPress={() => void act((client) => client.voter.takeBack({}))}
      />
    </div>
  );
}

interface KeyProps {
  readonly kind: 'main' | 'plain';
  readonly icon: LucideIcon;
  readonly name: string;
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}

/** A key that says its word in both languages. */
function Key({ kind, icon: Icon, name, isDisabled, onPress }: KeyProps) {
  return (
    <AriaButton className={`button button-${kind}`} isDisabled={isDisabled} onPress={onPress}>
      <Icon className="icon" aria-hidden="true" />
      <span className="button-words">
        <Both of="box" name={name} />
      </span>
    </AriaButton>
  );
}
