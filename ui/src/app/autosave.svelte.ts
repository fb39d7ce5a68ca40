// No save button: what is typed goes out 400 ms after the last key, on blur, and before a lock.

const REST_MS = 400;

/** Everything in the app that still has something to write. */
const open = new Set<Autosave<never>>();

export class Autosave<T> {
  /** `idle`: nothing was typed yet. */
  state = $state<'idle' | 'waiting' | 'saving' | 'saved' | 'failed'>('idle');
  #write: (value: T) => Promise<unknown>;
  #failed: (thrown: unknown) => void;
  #waiting: { value: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;

  constructor(write: (value: T) => Promise<unknown>, failed: (thrown: unknown) => void = () => {}) {
    this.#write = write;
    this.#failed = failed;
  }

  /** The newest value; written after 400 ms of rest. */
  change(value: T): void {
    this.#waiting = { value };
    this.state = 'waiting';
    open.add(this as unknown as Autosave<never>);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), REST_MS);
  }

  /** Writes now what waits: on blur, on Ctrl+S, before a lock. Never two writes at once. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#running) await this.#running;
    if (!this.#waiting) return;
    this.#running = this.#run();
    await this.#running;
    this.#running = undefined;
  }

  async #run(): Promise<void> {
    while (this.#waiting) {
      const { value } = this.#waiting;
      this.#waiting = undefined;
      this.state = 'saving';
      try {
        await this.#write(value);
        if (!this.#waiting) {
          this.state = 'saved';
          open.delete(this as unknown as Autosave<never>);
        }
      } catch (thrown) {
        // The value stays, so that the next flush tries again.
        this.#waiting ??= { value };
        this.state = 'failed';
        this.#failed(thrown);
        return;
      }
    }
  }

  /** Forgets what waits, unwritten: the record is gone. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#waiting = undefined;
    open.delete(this as unknown as Autosave<never>);
    this.state = 'idle';
  }
}

/** Others who keep text of their own (areas with drafts) join the same flush. */
const joined = new Set<() => Promise<unknown>>();

/** Runs `flush` on Ctrl+S and before a lock, until the returned function is called. */
export function joinSave(flush: () => Promise<unknown>): () => void {
  joined.add(flush);
  return () => joined.delete(flush);
}

/** Writes everything that waits. True when nothing is left unwritten. */
export async function saveAll(): Promise<boolean> {
  const results = await Promise.allSettled([
    ...[...open].map((saving) => saving.flush()),
    ...[...joined].map((flush) => flush()),
  ]);
  return open.size === 0 && results.every((result) => result.status === 'fulfilled');
}
