// A client's seal, snapshots and copies, read when a dialog opens over it.
import type { KeptClient } from '$/app/keeping.svelte';
import { fail } from '$/app/session.svelte';
import type { ClientKeeping } from '$/host/bindings';
import { host } from '$/host/host';

export class KeptClientState {
  seen = $state.raw<ClientKeeping | null>(null);

  constructor(readonly client: KeptClient) {}

  /** False when it could not be read; the reason is on the screen then. */
  async load(): Promise<boolean> {
    try {
      this.seen = await host.clientKeeping(this.client.id);
      return true;
    } catch (thrown) {
      fail(thrown);
      return false;
    }
  }
}
