// Which engagement the reader works in; the rooms of one client share it. Answers and findings of another engagement
// lie behind a wall, so it is always one: the client's first until another is chosen.
import type { RecordId } from '$/host/bindings';
import type { Calls } from '$/host/host';
import { SvelteMap } from 'svelte/reactivity';

class EngagementChoice {
  #chosen = new SvelteMap<string, RecordId>();

  /** Null until one is chosen or was looked up. */
  of(client: string): RecordId | null {
    return this.#chosen.get(client) ?? null;
  }

  choose(client: string, engagement: RecordId): void {
    this.#chosen.set(client, engagement);
  }

  /** The engagement to work in, looked up when none is chosen. */
  async settle(client: string, host: Pick<Calls, 'overview'>): Promise<RecordId> {
    const known = this.of(client);
    if (known) return known;
    const { engagement } = await host.overview(null);
    return this.of(client) ?? engagement.id;
  }
}

export const engagementChoice = new EngagementChoice();
