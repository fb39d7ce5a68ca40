// Short news at the foot of the window. One live region reads it out; Undo stays 10 seconds.

export interface ToastNews {
  id: number;
  words: string;
  tone: 'plain' | 'problem';
  /** What the reader can do next, in a second line. */
  remedy?: string;
  action?: { label: string; keys?: string; run: () => void };
}

const UNDO_MS = 10_000;
const PLAIN_MS = 5_000;

class Toaster {
  news = $state<ToastNews[]>([]);
  /** What only screen readers hear. */
  spoken = $state('');
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** One sentence that goes away by itself. */
  say(words: string): number {
    return this.#add({ words, tone: 'plain' }, PLAIN_MS);
  }

  /** For screen readers only: a result that others see on the screen. */
  announce(words: string): void {
    // The same words twice in a row are news again, so the region is emptied in between.
    this.spoken = '';
    setTimeout(() => (this.spoken = words), 30);
  }

  /** A change that can be taken back for ten seconds. A newer one takes the older one's place. */
  undo(words: string, label: string, run: () => void): number {
    this.settle();
    return this.#add({ words, tone: 'plain', action: { label, keys: 'Mod+KeyZ', run } }, UNDO_MS);
  }

  /** What could be taken back was, or something else is the newest change now. */
  settle(): void {
    for (const item of this.news) if (item.action && item.tone === 'plain') this.dismiss(item.id);
  }

  /** Something went wrong: what, and what to do next. Stays until dismissed or 20 s; the same news stands once. */
  problem(words: string, remedy?: string): number {
    for (const item of this.news)
      if (item.tone === 'problem' && item.words === words && item.remedy === remedy)
        this.dismiss(item.id);
    return this.#add({ words, remedy, tone: 'problem' }, 2 * UNDO_MS);
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.news = this.news.filter((item) => item.id !== id);
  }

  /** Holds a toast while the pointer or the focus is on it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  release(id: number): void {
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), PLAIN_MS),
    );
  }

  clear(): void {
    for (const item of this.news) this.dismiss(item.id);
    this.spoken = '';
  }

  #add(item: Omit<ToastNews, 'id'>, ms: number): number {
    const id = this.#next++;
    this.news = [...this.news.slice(-2), { ...item, id }];
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), ms),
    );
    return id;
  }
}

/** The window's one toaster: `toaster.undo('Score 3 for INF-01', 'Undo', () => host.undo())`. */
export const toaster = new Toaster();
