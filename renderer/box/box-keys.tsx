import { ArrowDownToLine, ArrowUpFromLine, type LucideIcon } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { BoxShow } from '../../main/api/ballot-views.ts';
import { useAct } from '../parts/act.tsx';
import { Both } from '../parts/both.tsx';
import type { BoxClient } from './zone.ts';

/** What the voter may decide about her sheet: to take it back, or to put it in as it is where the policy lets her. */
export function BoxKeys({ box }: { readonly box: BoxShow }) {
  const { act, busy } = useAct<BoxClient>();
  const insists = box.show === 'ask' || (box.show === 'take-back' && box.insist);
  if (!insists) return null;
  return (
    <div className="box-keys">
      <Key
        kind="plain"
        icon={ArrowDownToLine}
        name="insist"
        isDisabled={busy}
        onPress={() => void act((client) => client.voter.insist({}))}
      />
      {box.show === 'ask' ? (
        <Key
          kind="main"
          icon={ArrowUpFromLine}
          name="take-back"
          isDisabled={busy}
          onPress={() => void act((client) => client.voter.takeBack({}))}
        />
      ) : null}
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
