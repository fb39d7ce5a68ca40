// What is being done to a client's seal or copies, or to the vault's: one dialog at a time, asked for from cards,
// the palette, banners and settings alike.
import type { ClientHead } from '$/host/bindings';
import { host } from '$/host/host';
import { session } from './session.svelte';

export interface KeptClient {
  id: string;
  codename: string;
}

export type ClientTask = 'snapshots' | 'level' | 'newKey' | 'handOver' | 'destroy' | 'rollback';
export type VaultTask =
  'receive' | 'backup' | 'drill' | 'kit' | 'quick' | 'usedUp' | 'rotate' | 'check' | 'card';

export type Asked = { task: ClientTask; client: KeptClient } | { task: VaultTask; client: null };

class Keeping {
  asked = $state.raw<Asked | null>(null);
  /** Counts what was done to the list of clients, so that it is read again. */
  turn = $state(0);

  ask(task: VaultTask): void {
    this.asked = { task, client: null };
  }

  askFor(task: ClientTask, { id, codename }: KeptClient): void {
    this.asked = { task, client: { id, codename } };
  }

  done(): void {
    this.asked = null;
  }

  /** The list of clients, or what is known of one, is another now. */
  changed(): void {
    this.turn += 1;
  }

  /** The host put another state below the open client: what is shown of it is read again. */
  async reread(head?: ClientHead): Promise<void> {
    if (head) session.setClient(head);
    else {
      const before = session.client?.id;
      session.take(await host.appState());
      if (before && !session.client) session.setClient(await host.openClient(before));
    }
    session.turn += 1;
    this.turn += 1;
  }

  /** A client is no more; if it was the open one, none is open. */
  async gone(): Promise<void> {
    session.take(await host.appState());
    this.turn += 1;
  }
}

export const keeping = new Keeping();
