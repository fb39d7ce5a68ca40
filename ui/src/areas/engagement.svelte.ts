// Which engagement the reader works in; the rooms of one client share it. Answers and findings of another engagement
// lie behind a wall, so it is always one: the client's first until another is chosen.
import type { RecordId } from '$/host/bindings';
import { SvelteMap } from 'svelte/reactivity';

class EngagementChoice {
  #chosen = new SvelteMap<string, RecordId>();

  /** Null until one is chosen: the client's first, as Rust reads it. */
  of(client: string): RecordId | null {
    return this.#chosen.get(client) ?? null;
  }

  choose(client: string, engagement: RecordId): void {
    this.#chosen.set(client, engagement);
  }
}

export const engagementChoice = new EngagementChoice();
