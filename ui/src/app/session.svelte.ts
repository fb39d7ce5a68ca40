// What the window knows of the session: the vault's stage, the open client, the preferences.
import type { AppState, ClientHead, Preferences } from '$/host/bindings';
import { host } from '$/host/host';
import { toProblem } from '$/host/problem';
import { toaster } from '$/shared/toaster.svelte';
import { setLocale } from '$/text/format';
import { text } from '$/text';
import { problemWords } from '$/text/problems';
import { saveAll } from './autosave.svelte';
import { keys } from './keys.svelte';

/** How long a lock waits for what was typed to be saved. */
const SAVE_MS = 500;

class Session {
  #app = $state.raw<AppState | null>(null);
  /** Counts what was undone or redone, so that views read again. */
  turn = $state(0);

  get app(): AppState {
    if (!this.#app) throw new Error('the session has not started');
    return this.#app;
  }

  get client(): ClientHead | null {
    return this.#app?.client ?? null;
  }

  get preferences(): Preferences {
    return this.app.preferences;
  }

  get open(): boolean {
    return this.#app?.vault.presence === 'open';
  }

  /** The window is covered: the vault is open, and the PIN lifts the cover. */
  get covered(): boolean {
    return this.open && this.app.covered;
  }

  take(state: AppState): void {
    this.#app = state;
    applyPreferences(state.preferences);
  }

  setClient(client: ClientHead | null): void {
    this.#app = { ...this.app, client };
  }

  /** Shows at once, then keeps; a refusal puts the old ones back. */
  async prefer(change: Partial<Preferences>): Promise<void> {
    const before = this.preferences;
    const next = { ...before, ...change };
    this.take({ ...this.app, preferences: next });
    try {
      this.take({ ...this.app, preferences: await host.savePreferences(next) });
    } catch (thrown) {
      this.take({ ...this.app, preferences: before });
      fail(thrown);
    }
  }

  /** What was typed is saved first; a save that hangs does not keep the vault open. */
  async lock(): Promise<void> {
    // A covered window has saved before it was covered.
    if (!this.covered) {
      await Promise.race([saveAll(), new Promise((resolve) => setTimeout(resolve, SAVE_MS))]);
    }
    try {
      await host.lock();
    } catch (thrown) {
      fail(thrown);
    }
  }

  /** Covers the window, where a PIN is set; says how to set one where none is. */
  async cover(): Promise<void> {
    try {
      await host.cover();
    } catch (thrown) {
      fail(thrown);
    }
  }

  /** Rust has covered the window, and answers nothing else from now on. */
  setCovered(): void {
    this.#app = { ...this.app, covered: true };
  }

  async undo(): Promise<void> {
    await this.#turnBack(() => host.undo(), text.common.undone);
  }

  async redo(): Promise<void> {
    await this.#turnBack(() => host.redo(), text.common.redone);
  }

  async #turnBack(run: () => Promise<unknown>, words: string): Promise<void> {
    await saveAll();
    try {
      await run();
      this.turn += 1;
      toaster.settle();
      toaster.say(words);
    } catch (thrown) {
      fail(thrown);
    }
  }
}

export const session = new Session();

/** Shows what went wrong and the way out. Cancelling is no news. */
export function fail(thrown: unknown): void {
  const problem = toProblem(thrown);
  if (problem.code === 'cancelled') return;
  const { sentence, remedy } = problemWords(problem);
  toaster.problem(sentence, remedy);
}

export function applyPreferences(preferences: Preferences): void {
  const root = document.documentElement;
  if (preferences.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = preferences.theme;
  root.dataset['density'] = preferences.density;
  root.style.fontSize = preferences.textSize === 100 ? '' : `${preferences.textSize}%`;
  setLocale(preferences.locale);
  keys.singleKeys = preferences.singleKeys;
}
