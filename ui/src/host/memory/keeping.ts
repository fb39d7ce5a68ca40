// Ways in, copies, snapshots, level and destruction of the in-memory host.
import type {
  CopyView,
  DestroyedClient,
  PrintedKey,
  Safekeeping,
  SealLevel,
  SnapshotView,
  WaysIn,
} from '../bindings';
import type { Commands } from '../commands';
import { problem } from './dossier';
import { guessStrength } from './strength';
import type { VaultFace } from './vault';

const DAY = 86_400_000;
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export type Answers<K extends keyof Commands> = {
  [N in K]: (...given: Parameters<Commands[N]>) => Promise<ReturnType<Commands[N]>>;
};

export type KeepingCommand =
  | 'waysIn'
  | 'unlockQuick'
  | 'recover'
  | 'restoreBackup'
  | 'safekeeping'
  | 'beginRecoveryKey'
  | 'saveRecoveryKit'
  | 'confirmRecoveryKey'
  | 'enableQuickUnlock'
  | 'disableQuickUnlock'
  | 'rotateVault'
  | 'backUp'
  | 'drillBackup'
  | 'forgetCopy'
  | 'setBackupReminder'
  | 'checkVault'
  | 'clientKeeping'
  | 'takeSnapshot'
  | 'restoreSnapshot'
  | 'acceptRollback'
  | 'setLevel'
  | 'clientSheet'
  | 'saveClientSheet'
  | 'confirmSheet'
  | 'rotateClient'
  | 'destroyClient'
  | 'destroyedClients'
  | 'saveCertificate';

const KEY_DERIVATION = { memoryMib: 256, passes: 3, lanes: 1, strong: true };

export interface KeepingOptions {
  recoveryKey: boolean;
  quickUnlock: boolean;
  /** The first client's file is older than the vault remembers. */
  rolledBack: boolean;
  /** Days since the last backup; null = none was made. */
  backupDays: number | null;
}

const localDay = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const bare = (words: string): string => words.replace(/[^0-9a-z]/gi, '').toUpperCase();

/** Groups that stay the same for the same words, so that pictures do. */
function groupsFor(words: string, count: number): string[] {
  let state = [...words].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  const letter = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return LETTERS[state >>> 27] ?? '0';
  };
  return Array.from({ length: count }, () => letter() + letter() + letter() + letter());
}

export class MemoryKeeping {
  readonly #vault: VaultFace;
  #ways: WaysIn;
  #reminderDays = 30;
  #copies: CopyView[] = [];
  #pendingKey: PrintedKey | null = null;
  #sheets = new Map<string, { key: PrintedKey; confirmed: boolean; turn: number }>();
  #snapshots = new Map<string, SnapshotView[]>();
  #rolledBack = new Set<string>();
  #destroyed: DestroyedClient[] = [];
  #counted = 0;

  constructor(vault: VaultFace, options: KeepingOptions) {
    this.#vault = vault;
    this.#ways = { recoveryKey: options.recoveryKey, quickUnlock: options.quickUnlock };
    if (options.backupDays !== null) {
      const made = Date.now() - options.backupDays * DAY;
      this.#copies = [
        this.#copy('backup', null, 'ELLISON-USB / valise-2026-10', made, 90),
        this.#copy('handOver', 'HERON', 'Documents / heron-for-jonas.valise', made - 9 * DAY, 0),
        { ...this.#copy('backup', null, 'Old disk', made - 70 * DAY, 30), gone: true },
      ];
    }
    if (options.rolledBack) {
      const first = vault.ids()[0];
      if (first) this.#rolledBack.add(first);
    }
  }

  readOnly(id: string): boolean {
    return this.#rolledBack.has(id);
  }

  remember(kind: CopyView['kind'], client: string | null, place: string): void {
    this.#copies.unshift(this.#copy(kind, client, place, Date.now(), 0));
  }

  /** The sheet of a Strict client, made when it is first asked for. */
  sheet(id: string): PrintedKey {
    const known = this.#sheets.get(id);
    if (known) return known.key;
    return this.#newSheet(id);
  }

  #newSheet(id: string): PrintedKey {
    const turn = (this.#sheets.get(id)?.turn ?? 0) + 1;
    const key: PrintedKey = { groups: groupsFor(`${id}/${turn}`, 14), asks: [3, 11] };
    this.#sheets.set(id, { key, confirmed: false, turn });
    return key;
  }

  #copy(
    kind: CopyView['kind'],
    client: string | null,
    place: string,
    made: number,
    keepDays: number,
  ): CopyView {
    this.#counted += 1;
    return {
      id: `copy-${this.#counted}`,
      kind,
      client,
      place,
      made,
      verified: kind === 'backup' ? made : null,
      keepUntil: keepDays === 0 ? null : localDay(made + keepDays * DAY),
      gone: false,
    };
  }

  #view(): Safekeeping {
    const last = this.#copies.find((copy) => copy.kind === 'backup' && !copy.gone)?.made ?? null;
    const days = this.#reminderDays;
    return {
      ways: { ...this.#ways },
      keyDerivation: KEY_DERIVATION,
      copies: this.#copies.map((copy) => ({ ...copy })),
      lastBackup: last,
      reminderDays: days,
      backupDue: days > 0 && (last === null || Date.now() - last > days * DAY),
    };
  }

  #snapshotsOf(id: string): SnapshotView[] {
    let list = this.#snapshots.get(id);
    if (!list) {
      const behind = this.#rolledBack.has(id);
      list = [2, 30, 55, 170].map((hours, index) => ({
        id: `snapshot-${index}`,
        taken: Date.now() - hours * 3_600_000,
        entries: 1_412 - index * 87,
        bytes: 1_840_000 - index * 64_000,
        newer: behind && index < 2,
      }));
      this.#snapshots.set(id, list);
    }
    return list;
  }

  #client(id: string) {
    const kept = this.#vault.find(id);
    const codename = kept.source.client.codename;
    return {
      id,
      codename,
      level: kept.level,
      sheetConfirmed:
        kept.level === 'strict' && (this.#sheets.get(id)?.confirmed ?? kept.sample === true),
      snapshots: this.#snapshotsOf(id).map((snapshot) => ({ ...snapshot })),
      copies: this.#copies.filter((copy) => copy.kind === 'backup' || copy.client === codename),
    };
  }

  #confirm(key: PrintedKey | null, first: string, second: string): void {
    if (!key) throw problem('noRecoveryKey');
    const right = [first, second].every(
      (typed, index) => bare(typed) === key.groups[(key.asks[index] ?? 0) - 1],
    );
    if (!right) throw problem('groupsWrong');
  }

  #passphrase(passphrase: string, of: 'vault' | 'backup' = 'vault'): void {
    if (passphrase === 'wrong') throw problem('wrongPassphrase', { of });
  }

  #checked() {
    return this.#vault.ids().map((id) => {
      const { source } = this.#vault.find(id);
      return {
        codename: source.client.codename,
        records: 280 + source.findings.length,
        entries: 1_412,
        evidence: source.evidence.length,
        snapshots: this.#snapshotsOf(id).length,
        chainHead: '7c1e0b54a9d3f86240b7e1c5d8a29f306b4ce17d5a8f02e9c3b6d41f7e80a295',
        faults: this.#rolledBack.has(id) ? ['rolled-back'] : [],
      };
    });
  }

  commands(): Answers<KeepingCommand> {
    const vault = this.#vault;
    return {
      waysIn: async () => ({ ...this.#ways }),
      unlockQuick: async () => {
        if (!this.#ways.quickUnlock) throw problem('quickUnlockGone');
        return vault.unlocked();
      },
      recover: async (key, next) => {
        if (!this.#ways.recoveryKey) throw problem('noRecoveryKey');
        if (bare(key).length !== 56) throw problem('recoveryMistyped');
        if (!guessStrength(next).good) throw problem('passphraseWeak');
        await vault.work('derive');
        if (bare(key).startsWith('ZZZZ')) throw problem('recoveryMismatch');
        this.#ways.recoveryKey = false;
        return vault.unlocked();
      },
      restoreBackup: async () => {
        await vault.work('restore');
        vault.sealed();
        return 'valise-2026-10';
      },
      safekeeping: async () => this.#view(),
      beginRecoveryKey: async (passphrase) => {
        this.#passphrase(passphrase);
        this.#counted += 1;
        this.#pendingKey = { groups: groupsFor(`kit ${this.#counted}`, 14), asks: [4, 12] };
        return this.#pendingKey;
      },
      saveRecoveryKit: async () => '/home/mara/Documents/emergency-kit.pdf',
      confirmRecoveryKey: async (first, second) => {
        this.#confirm(this.#pendingKey, first, second);
        this.#pendingKey = null;
        this.#ways.recoveryKey = true;
        return this.#view();
      },
      enableQuickUnlock: async (passphrase) => {
        this.#passphrase(passphrase);
        this.#ways.quickUnlock = true;
        return this.#view();
      },
      disableQuickUnlock: async () => {
        this.#ways.quickUnlock = false;
        return this.#view();
      },
      rotateVault: async (passphrase) => {
        await vault.work('rotate');
        this.#passphrase(passphrase);
        const recoveryKeyGone = this.#ways.recoveryKey;
        this.#ways.recoveryKey = false;
        return { recoveryKeyGone, quickUnlockOff: false, sheets: [] };
      },
      backUp: async ({ keepDays }) => {
        await vault.work('backup');
        const name = `valise-${localDay(Date.now())}`;
        this.#copies.unshift(
          this.#copy('backup', null, `ELLISON-USB / ${name}`, Date.now(), keepDays),
        );
        return { name, files: 3 + vault.ids().length * 4, bytes: 48_300_000 };
      },
      drillBackup: async (passphrase) => {
        await vault.work('drill');
        this.#passphrase(passphrase, 'backup');
        const clients = this.#checked().map(({ codename, records, evidence }, index) => ({
          codename,
          records,
          evidence,
          needsSheet: index === 1,
          faults: [],
        }));
        return { sound: true, clients };
      },
      forgetCopy: async (id) => {
        const copy = this.#copies.find((one) => one.id === id);
        if (!copy) throw problem('notFound', { record: id });
        copy.gone = true;
        return this.#view();
      },
      setBackupReminder: async (days) => {
        this.#reminderDays = days;
        return this.#view();
      },
      checkVault: async () => {
        await vault.work('check');
        const clients = this.#checked();
        return {
          sound: clients.every((client) => client.faults.length === 0),
          clients,
          faults: [],
          keyDerivation: KEY_DERIVATION,
        };
      },
      clientKeeping: async (id) => this.#client(id),
      takeSnapshot: async (id) => {
        const list = this.#snapshotsOf(id);
        this.#counted += 1;
        list.unshift({
          id: `snapshot-new-${this.#counted}`,
          taken: Date.now(),
          entries: (list[0]?.entries ?? 0) + 3,
          bytes: 1_846_000,
          newer: false,
        });
        return this.#client(id);
      },
      restoreSnapshot: async (id, snapshot) => {
        const list = this.#snapshotsOf(id);
        if (!list.some((one) => one.id === snapshot)) {
          throw problem('notFound', { record: snapshot });
        }
        this.#rolledBack.delete(id);
        for (const one of list) one.newer = false;
        return this.#client(id);
      },
      acceptRollback: async (id) => {
        this.#rolledBack.delete(id);
        for (const one of this.#snapshotsOf(id)) one.newer = false;
        return vault.enter(id);
      },
      setLevel: async (id: string, level: SealLevel) => {
        vault.find(id).level = level;
        vault.refresh();
        return level === 'strict' ? this.#newSheet(id) : null;
      },
      clientSheet: async (id) => this.sheet(id),
      saveClientSheet: async (id) =>
        `/home/mara/Documents/${vault.find(id).source.client.codename}-sheet.pdf`,
      confirmSheet: async (id, first, second) => {
        this.#confirm(this.sheet(id), first, second);
        const known = this.#sheets.get(id);
        if (known) known.confirmed = true;
        return null;
      },
      rotateClient: async (id) => (vault.find(id).level === 'strict' ? this.#newSheet(id) : null),
      destroyClient: async (id, typed) => {
        const { codename, level, copies } = this.#client(id);
        if (typed.trim().toUpperCase() !== codename.toUpperCase()) {
          throw problem('codenameMismatch', { codename });
        }
        vault.remove(id);
        const holding = copies.filter((copy) => !copy.gone && copy.kind === 'backup');
        const days = holding.flatMap((copy) => copy.keepUntil ?? []);
        const copyWithoutEnd = level !== 'strict' && days.length < holding.length;
        const last = days.sort().at(-1) ?? null;
        const lastCopyUntil = level === 'strict' || copyWithoutEnd ? null : last;
        const said = { level, refused: true, lastCopyUntil, copyWithoutEnd };
        const destroyed = Date.now();
        this.#destroyed.unshift({ ...said, id, destroyed, created: destroyed - 200 * DAY });
        const certificate = `/home/mara/Documents/${codename}-destroyed.pdf`;
        return { ...said, codename, certificate, credentialLeft: false };
      },
      destroyedClients: async () => this.#destroyed.map((client) => ({ ...client })),
      saveCertificate: async (id) => {
        if (!this.#destroyed.some((client) => client.id === id)) {
          throw problem('notFound', { record: id });
        }
        return '/home/mara/Documents/valise-certificate-of-destruction.pdf';
      },
    };
  }
}
