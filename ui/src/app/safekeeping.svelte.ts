// How the vault is kept, read once and shared by the settings and the line above the clients.
import type { Safekeeping } from '$/host/bindings';
import { host } from '$/host/host';
import { fail } from './session.svelte';

class SafekeepingState {
  seen = $state.raw<Safekeeping | null>(null);
  /** The line above the clients was put off until the next unlock. */
  putOff = $state(false);
  #asked = 0;

  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const seen = await host.safekeeping();
      if (mine === this.#asked) this.seen = seen;
    } catch (thrown) {
      fail(thrown);
    }
  }

  take(seen: Safekeeping): void {
    this.#asked += 1;
    this.seen = seen;
  }

  /** Runs a command that answers with how the vault is kept now. */
  async change(run: () => Promise<Safekeeping>): Promise<boolean> {
    try {
      this.take(await run());
      return true;
    } catch (thrown) {
      fail(thrown);
      // What is drawn may have run ahead of a refusal.
      await this.load();
      return false;
    }
  }
}

export const safekeeping = new SafekeepingState();
