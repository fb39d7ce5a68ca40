// Vault, clients, preferences and branding of the in-memory host.
import plover from '../../../../src-tauri/crates/domain/data/samples/sample-plover.json?raw';
import heron from '../../../../src-tauri/crates/domain/data/samples/sample-client.json?raw';
import wren from '../../../../src-tauri/crates/domain/data/samples/sample-wren.json?raw';
import type {
  AppState,
  Branding,
  ClientCard,
  ClientHead,
  Created,
  NewClient,
  Preferences,
  SealLevel,
  Strength,
} from '../bindings';
import type { Host, HostEvents } from '../host';
import type { MemoryOptions } from '../memory';
import { recordCard } from './card';
import { roomsInUse } from './overview';
import { search } from './search';
import { MemoryDossier, problem } from './dossier';
import { type SourceClient } from './source';
import { blankClient, newSourceClient } from './newClient';
import { guessStrength } from './strength';
import { handOverCommands, type HandOverCommand } from './handover';
import { MemoryKeeping, type KeepingCommand } from './keeping';
import type { RoomCommand } from './rooms';

type Emit = <Name extends keyof HostEvents>(name: Name, event: HostEvents[Name]) => void;
type KeepingCommands = Pick<Host, KeepingCommand | HandOverCommand>;
type VaultCommands = Omit<Host, RoomCommand | KeepingCommand | HandOverCommand | 'on'>;

export interface Kept {
  id: string;
  source: SourceClient;
  level: SealLevel;
  sample: boolean;
  lastOpened: number | null;
}

const HOUR = 3_600_000;
const TRIES = 5;
const SUGGESTIONS = [
  'velvet harbor spoon ladder cactus arrow',
  'timber rescue olive famous garden ticket',
];

/** What the keeping of the vault needs of it. */
export interface VaultFace {
  ids(): string[];
  find(id: string): Kept;
  /** Opens a client and answers with its head. */
  enter(id: string): ClientHead;
  /** A client with nothing in it yet. */
  add(codename: string): Kept;
  remove(id: string): void;
  /** Tells the window that the clients changed. */
  refresh(): void;
  unlocked(): AppState;
  sealed(): void;
  /** A long job that can be cancelled. */
  work(job: string): Promise<void>;
}

export class MemoryVault {
  dossier: MemoryDossier | null = null;
  #open: Kept | null = null;
  #clients: Kept[] = [];
  #presence: MemoryOptions['presence'];
  #place: AppState['place'] = 'usual';
  #cancelled = false;
  #keeping: MemoryKeeping;
  #drafts = new Map<string, string>();
  #preferences: Preferences = {
    theme: 'system',
    density: 'comfortable',
    textSize: 100,
    locale: 'en-GB',
    singleKeys: true,
    softLockMinutes: 5,
    hardLockMinutes: 15,
    lockOnSuspend: true,
    lockOnScreenLock: true,
    lockOnUserSwitch: true,
    lockOnLid: true,
    hideFromCapture: true,
  };
  #pin: string | null = null;
  #covered = false;
  #wrongPins = 0;
  #suggested = 0;
  #branding: Branding = {
    practice: 'North Quay Advisory',
    person: 'Mara Ellison',
    line: 'Technology leadership for growing companies',
    accent: '#0b6467',
    footer: 'Confidential. Prepared for the named recipient only.',
    logo: null,
  };

  constructor(
    private readonly options: MemoryOptions,
    private readonly emit: Emit,
  ) {
    this.#presence = options.presence;
    if (options.samples) this.#addSamples();
    this.#keeping = new MemoryKeeping(this.#face(), options);
  }

  #face(): VaultFace {
    return {
      ids: () => this.#clients.map((kept) => kept.id),
      find: (id) => this.#find(id),
      enter: (id) => this.#enter(this.#find(id)),
      add: (codename) => this.#put(blankClient(codename)),
      remove: (id) => {
        if (this.#open?.id === id) this.#closeOpen();
        this.#clients = this.#clients.filter((kept) => kept.id !== id);
        this.emit('changed', { kinds: ['clients'] });
      },
      refresh: () => this.emit('changed', { kinds: ['clients'] }),
      unlocked: () => {
        this.#presence = 'open';
        return this.#state();
      },
      sealed: () => (this.#presence = 'sealed'),
      work: (job) => this.#work(job),
    };
  }

  #state(): AppState {
    return {
      vault: {
        path:
          this.#place === 'usual'
            ? '/home/mara/.local/share/app.valise.desktop/vault'
            : '/media/mara/ELLISON-USB/vault',
        presence: this.#presence,
      },
      place: this.#place,
      client: this.#head(),
      preferences: this.#preferences,
      version: '0.1.0',
      platform: 'linux',
      pin: this.#pin !== null,
      covered: this.#covered,
      protections: {
        coreDumps: true,
        debuggers: true,
        capture: false,
        suspend: true,
        screenLock: true,
        userSwitch: true,
        lid: true,
      },
    };
  }

  #seal(reason: string): void {
    this.#closeOpen();
    this.#presence = 'sealed';
    this.#covered = false;
    this.#wrongPins = 0;
    this.emit('locked', { reason });
  }

  #uncover(pin: string): AppState {
    if (!this.#covered) return this.#state();
    if (pin !== this.#pin) {
      this.#wrongPins += 1;
      if (this.#wrongPins < TRIES)
        throw problem('wrongPin', { left: `${TRIES - this.#wrongPins}` });
      this.#seal('pin');
      throw problem('sealed');
    }
    this.#covered = false;
    this.#wrongPins = 0;
    return this.#state();
  }

  #openDossier(): MemoryDossier {
    if (!this.dossier) throw problem('noClient', {});
    return this.dossier;
  }

  #head(): ClientHead | null {
    const kept = this.#open;
    if (!kept) return null;
    const { source } = kept;
    return {
      id: kept.id,
      codename: source.client.codename,
      name: source.client.name,
      currency: source.currency,
      language: 'en-GB',
      asOf: source.as_of,
      level: kept.level,
      readOnly: this.#keeping.readOnly(kept.id),
      sample: kept.sample,
      rooms: this.dossier ? roomsInUse(this.dossier) : [],
    };
  }

  #card(kept: Kept): ClientCard {
    const due = kept.source.milestones
      .filter((milestone) => milestone.date && milestone.date >= kept.source.as_of)
      .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))
      .slice(0, 1)
      .map((milestone) => ({ what: 'milestone', on: milestone.date ?? '', count: 1 }));
    const open = kept.source.rounds.filter((round) => round.ended_on === null).length;
    return {
      id: kept.id,
      codename: kept.source.client.codename,
      lastOpened: kept.lastOpened,
      due: [...(open ? [{ what: 'round', on: kept.source.as_of, count: open }] : []), ...due],
      level: kept.level,
      sample: kept.sample,
    };
  }

  #cards(): ClientCard[] {
    return [...this.#clients]
      .sort((a, b) => (b.lastOpened ?? 0) - (a.lastOpened ?? 0))
      .map((kept) => this.#card(kept));
  }

  #addSamples(): void {
    [heron, plover, wren].forEach((text, index) => {
      const source = JSON.parse(text) as SourceClient;
      source.scenarios ??= [];
      source.actions ??= [];
      source.evidence ??= [];
      source.milestones ??= [];
      if (this.#clients.some((kept) => kept.source.client.codename === source.client.codename)) {
        return;
      }
      this.#clients.push({
        id: `01999999-0000-7000-8000-00000000000${index}`,
        source,
        level: index === 1 ? 'strict' : 'standard',
        sample: true,
        lastOpened: index === 2 ? null : Date.now() - (index * 50 + 3) * HOUR,
      });
    });
  }

  async #work(job: string): Promise<void> {
    this.#cancelled = false;
    const steps = 24;
    for (let done = 0; done <= steps; done += 1) {
      this.emit('progress', { job, done, total: steps, stage: job });
      await new Promise((resolve) => setTimeout(resolve, this.options.deriveMs / steps));
      if (this.#cancelled) throw problem('cancelled');
    }
  }

  #closeOpen(): void {
    if (this.#open && this.dossier) this.#open.source = this.dossier.client;
    this.#open = null;
    this.dossier = null;
  }

  #find(id: string): Kept {
    const kept = this.#clients.find((client) => client.id === id);
    if (!kept) throw problem('notFound', { record: id });
    return kept;
  }

  #enter(kept: Kept): ClientHead {
    this.#closeOpen();
    kept.lastOpened = Date.now();
    this.#open = kept;
    this.dossier = new MemoryDossier(kept.source, (kinds) => this.emit('changed', { kinds }));
    return this.#head() as ClientHead;
  }

  #put(client: NewClient): Kept {
    const taken = this.#clients.some(
      (kept) => kept.source.client.codename.toLowerCase() === client.codename.toLowerCase(),
    );
    if (taken) throw problem('clientExists', { codename: client.codename });
    const kept: Kept = {
      id: crypto.randomUUID(),
      source: newSourceClient(client),
      level: client.level,
      sample: false,
      lastOpened: null,
    };
    this.#clients.push(kept);
    return kept;
  }

  #create(client: NewClient): Created {
    const kept = this.#put(client);
    const sheet = client.level === 'strict' ? this.#keeping.sheet(kept.id).groups : null;
    return { head: this.#enter(kept), sheet };
  }

  commands(): VaultCommands & KeepingCommands {
    return {
      ...this.#keeping.commands(),
      ...handOverCommands(
        this.#face(),
        (client, place) => this.#keeping.remember('handOver', client, place),
        () => this.dossier,
      ),
      appState: async () => this.#state(),
      passphraseStrength: async (text): Promise<Strength> => guessStrength(text),
      createVault: async (passphrase) => {
        if (!guessStrength(passphrase).good) throw problem('passphraseWeak');
        await this.#work('derive');
        this.#presence = 'open';
        return this.#state();
      },
      openOtherVault: async () => {
        this.#place = 'chosen';
        this.#presence = 'sealed';
        return this.#state();
      },
      openUsualVault: async () => {
        this.#place = 'usual';
        this.#presence = this.options.presence;
        return this.#state();
      },
      unlock: async (passphrase) => {
        await this.#work('derive');
        if (passphrase === 'wrong') throw problem('wrongPassphrase');
        this.#presence = 'open';
        return this.#state();
      },
      cancelJob: async () => {
        this.#cancelled = true;
        return null;
      },
      lock: async () => {
        this.#seal('key');
        return null;
      },
      cover: async () => {
        if (this.#pin === null) throw problem('refused', { rule: 'noPin' });
        this.#covered = true;
        this.emit('covered', { by: 'key' });
        return null;
      },
      uncover: async (pin) => this.#uncover(pin),
      setPin: async (pin) => {
        if (!/^\d{4,8}$/.test(pin)) throw problem('inputNotUnderstood', { path: 'pin' });
        if (/^(\d)\1+$/.test(pin) || '0123456789'.includes(pin)) {
          throw problem('refused', { rule: 'pinTooPlain' });
        }
        this.#pin = pin;
        return this.#state();
      },
      removePin: async () => {
        this.#pin = null;
        return this.#state();
      },
      flushed: async () => null,
      suggestPassphrase: async () => SUGGESTIONS[this.#suggested++ % SUGGESTIONS.length] ?? '',
      copySensitive: async () => null,
      listClients: async () => this.#cards(),
      createClient: async (client) => this.#create(client),
      openClient: async (id) => this.#enter(this.#find(id)),
      openClientWithSheet: async (id) => this.#enter(this.#find(id)),
      closeClient: async () => {
        this.#closeOpen();
        return null;
      },
      clientFacts: async () => {
        const { client } = this.#openDossier().client;
        const revenue = client.annual_recurring_revenue;
        return {
          name: client.name,
          sector: client.sector ?? '',
          country: client.country ?? '',
          language: client.language ?? 'en-GB',
          revenue: revenue === null ? null : Math.round(Number(revenue) * 100),
          people: client.people ?? null,
          engineers: client.engineers ?? null,
        };
      },
      editClientFacts: async (facts) =>
        this.#openDossier().change('edit_client', '', ['client'], () => {
          const { revenue, ...rest } = facts;
          const written = {
            ...rest,
            annual_recurring_revenue: revenue === null ? null : (revenue / 100).toFixed(2),
          };
          Object.assign(this.#openDossier().client.client, written);
          return { ...(this.#head() as ClientHead), name: facts.name };
        }),
      importClient: async () => null,
      exportClient: async (id) => `/home/mara/${this.#find(id).source.client.codename}.json`,
      addSamples: async () => {
        this.#addSamples();
        return this.#cards();
      },
      removeSamples: async () => {
        if (this.#open?.sample) this.#closeOpen();
        const before = this.#clients.length;
        this.#clients = this.#clients.filter((kept) => !kept.sample);
        return before - this.#clients.length;
      },
      saveDraft: async (key, text) => {
        if (text) this.#drafts.set(key, text);
        else this.#drafts.delete(key);
        return null;
      },
      drafts: async () => [...this.#drafts].map(([key, text]) => ({ key, text })),
      search: async (text) => (this.dossier ? search(this.dossier, text) : []),
      recordCard: async (id) => {
        if (!this.dossier) throw problem('noClient');
        return recordCard(this.dossier, id);
      },
      savePreferences: async (preferences) => (this.#preferences = preferences),
      branding: async () => this.#branding,
      saveBranding: async (branding) => (this.#branding = branding),
      chooseLogo: async () => this.#branding,
      changePassphrase: async (current) => {
        await this.#work('derive');
        if (current === 'wrong') throw problem('wrongPassphrase');
        return null;
      },
      painted: async () => null,
      activity: async () => null,
    };
  }
}
