import type { LucideIcon } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';

export interface ButtonProps {
  readonly label: string;
  readonly icon?: LucideIcon;
  /** `main`: the one next thing to do. `plain`: another way. `quiet`: back, or rarely wanted. */
  readonly kind?: 'main' | 'plain' | 'quiet';
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  /** Chosen, where several buttons are one choice. */
  readonly chosen?: boolean;
  readonly detail?: string;
}

/** A button with words, and at most one icon beside them. Acts on release; a finger that slides off does nothing. */
export function Button({ label, icon: Icon, kind = 'plain', onPress, isDisabled, chosen, detail }: ButtonProps) {
  return (
    <AriaButton
      className={`button button-${kind}`}
      onPress={onPress}
      isDisabled={isDisabled ?? false}
      {...(chosen === undefined ? {} : { 'aria-pressed': chosen })}
    >
      {Icon ? <Icon className="icon" aria-hidden="true" /> : null}
      <span className="button-words">
        <span>{label}</span>
        {detail === undefined ? null : <span className="button-detail">{detail}</span>}
      </span>
    </AriaButton>
  );
}
