import { useEffect, useRef } from 'react';

/**
 * One line of text that a person types on the screen's keys or on a real keyboard.
 * `inputMode="none"` keeps the system's own on-screen keyboard away.
 */
export function Field({
  label,
  value,
  onValue,
  onEnter,
  secret = false,
  focus = false,
  hint,
  onFocus,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onEnter?: () => void;
  /** Shown as dots. */
  readonly secret?: boolean;
  readonly focus?: boolean;
  readonly hint?: string;
  readonly onFocus?: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focus) input.current?.focus();
  }, [focus]);
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        ref={input}
        className="field-input number"
        type={secret ? 'password' : 'text'}
        inputMode="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        value={value}
        placeholder={hint ?? ''}
        onFocus={onFocus}
        onChange={(event) => onValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter?.();
        }}
      />
    </label>
  );
}
