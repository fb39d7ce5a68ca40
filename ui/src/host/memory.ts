// The in-memory host: the whole app in a plain browser, for design work and component tests. It is
// never part of a production build. Where a stage of the vault is wanted, the address says so:
// `?vault=absent|sealed|open|foreign|damaged|newer`, `&samples`, `&kit` and `&quick` for ways in,
// `&old` for a client that was rolled back, `&backup=DAYS` for the age of the last backup.
import type { VaultState } from './bindings';
import type { Host, HostEvents } from './host';
import { problem } from './memory/dossier';
import type { KeepingOptions } from './memory/keeping';
import { roomCommands } from './memory/rooms';
import { MemoryVault } from './memory/vault';

export interface MemoryOptions extends KeepingOptions {
  presence: VaultState['presence'];
  samples: boolean;
  /** How long a key derivation or another long job takes, ms. */
  deriveMs: number;
}

type Heard = (event: HostEvents[keyof HostEvents]) => void;

export function memoryHost(options: Partial<MemoryOptions> = {}): Host {
  const listeners = new Map<keyof HostEvents, Set<Heard>>();
  const emit = <Name extends keyof HostEvents>(name: Name, event: HostEvents[Name]) => {
    for (const heard of listeners.get(name) ?? []) heard(event);
  };
  const vault = new MemoryVault(
    {
      presence: 'absent',
      samples: false,
      deriveMs: 1200,
      recoveryKey: false,
      quickUnlock: false,
      rolledBack: false,
      backupDays: null,
      ...options,
    },
    emit,
  );
  const rooms = roomCommands(() => {
    if (!vault.dossier) throw problem('noClient');
    return vault.dossier;
  });

  return {
    ...rooms,
    ...vault.commands(),
    on(name, heard) {
      const all = listeners.get(name) ?? new Set<Heard>();
      listeners.set(name, all);
      all.add(heard as Heard);
      return () => all.delete(heard as Heard);
    },
  };
}

/** The stage that the page's address asks for. */
export function memoryOptions(search: string): Partial<MemoryOptions> {
  const query = new URLSearchParams(search);
  const presence = query.get('vault');
  const known = ['absent', 'sealed', 'open', 'foreign', 'damaged', 'newer'] as const;
  const found = known.find((one) => one === presence);
  const days = query.get('backup');
  return {
    ...(found ? { presence: found } : {}),
    samples: query.has('samples'),
    recoveryKey: query.has('kit'),
    quickUnlock: query.has('quick'),
    rolledBack: query.has('old'),
    ...(days === null ? {} : { backupDays: Number(days) }),
  };
}
