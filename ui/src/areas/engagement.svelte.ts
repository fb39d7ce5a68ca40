// Which engagement the reader works in; the rooms of one client share it. Answers and findings of another engagement
// lie behind a wall, so it is always one.
import type { RecordId } from '$/host/bindings';

class EngagementChoice {
  /** Null: the client's first one. */
  current = $state<RecordId | null>(null);
  #client: string | null = null;

  /** Forgets the choice when another client is open. */
  of(client: string): RecordId | null {
    if (this.#client !== client) {
      this.#client = client;
      this.current = null;
    }
    return this.current;
  }
}

export const engagementChoice = new EngagementChoice();
