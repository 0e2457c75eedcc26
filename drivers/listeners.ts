/** Stops listening. */
export type Unlisten = () => void;

/** The listeners of one object's events: one typed union instead of event names. */
export class Listeners<E> {
  private readonly listeners = new Set<(event: E) => void>();

  /** Calls `listener` for every event from now on. */
  on(listener: (event: E) => void): Unlisten {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Tells everybody who listens now, also those that stop listening meanwhile. */
  emit(event: E): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
