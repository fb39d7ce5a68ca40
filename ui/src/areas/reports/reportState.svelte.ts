// The state of the reports room: what is printed, its pages, the checks, and what leaves the vault.
import type {
  Audience,
  CheckItem,
  CopyOption,
  Exported,
  FlowOption,
  MonthOption,
  RecordId,
  ReportCheck,
  ReportKind,
  ReportOptions,
  ReportParams,
} from '$/host/bindings';
import type { Room } from '../room';
import { text } from '$/text';

const t = text.reports;

/** Typesetting starts this long after the last change. */
const REST = 300;
export const PREVIEW_JOB = 'preview';
export const EXPORT_JOB = 'export';
const LEAST_PASSWORD = 8;
/** Pages are drawn in these widths, so that a small change of zoom draws nothing again. */
const WIDTHS = [640, 960, 1280, 1760, 2400];

export interface Page {
  index: number;
  width: number;
  height: number;
  /** The page that is shown; an older one until the new one is ready. */
  url: string | null;
  /** Hash and width of what `url` shows. */
  shows: string | null;
  hash: string;
}

export type Blocked =
  { why: 'stops' | 'images'; count: number } | { why: 'password' | 'pages' } | null;

/** What was last chosen for each client, as long as the window is not locked: a lock brings a fresh document. */
const remembered = new Map<string, { params: ReportParams; seen: ReadonlySet<RecordId> }>();

type Wish = { kind: 'case'; flow: RecordId } | { kind: 'monthly'; month: string };

/** What another room asked for, by client: the reports room opens on it once. */
const wishes = new Map<string, Wish>();

export function wantCase(client: string, flow: RecordId): void {
  wishes.set(client, { kind: 'case', flow });
}

export function wantMonth(client: string, month: string): void {
  wishes.set(client, { kind: 'monthly', month });
}

export class ReportState {
  options = $state.raw<ReportOptions | null>(null);
  params = $state.raw<ReportParams | null>(null);
  check = $state.raw<ReportCheck | null>(null);
  pages = $state.raw<Page[]>([]);
  password = $state('');
  seen = $state.raw<ReadonlySet<RecordId>>(new Set());
  /** `stale`: cancelled, so the pages may be older than the settings. */
  phase = $state<'idle' | 'waiting' | 'working' | 'stale'>('idle');
  exporting = $state(false);
  exported = $state.raw<Exported | null>(null);
  problem = $state.raw<unknown>(null);

  readonly stops = $derived(this.tier('stop'));
  readonly warnings = $derived(this.tier('warning'));
  readonly notes = $derived(this.tier('note'));
  readonly unseen = $derived(
    (this.check?.images ?? []).filter((image) => !image.shown && !this.seen.has(image.id)),
  );
  readonly blocked = $derived.by((): Blocked => {
    if (!this.check) return { why: 'pages' };
    if (this.stops.length > 0) return { why: 'stops', count: this.stops.length };
    if (this.check.pages === 0) return { why: 'pages' };
    if (this.unseen.length > 0) return { why: 'images', count: this.unseen.length };
    if (this.params?.password && this.password.length < LEAST_PASSWORD) return { why: 'password' };
    return null;
  });

  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  private key: string | null = null;
  private pixels = WIDTHS[1] ?? 960;
  private current = 0;
  private gone = false;

  constructor(
    private readonly room: Room,
    private readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'> = URL,
    private readonly client = '',
  ) {}

  async open(engagement: RecordId | null): Promise<void> {
    const last = this.params ? undefined : remembered.get(this.client);
    if (last) {
      this.params = last.params;
      this.seen = last.seen;
    }
    try {
      const options = await this.room.host.reportOptions();
      this.options = options;
      this.problem = null;
      const wish = this.takeWish();
      const asked = wish?.kind === 'case' ? this.flowOf(wish.flow) : undefined;
      const month = wish?.kind === 'monthly' ? wish.month : undefined;
      const scope =
        asked?.engagement ??
        options.months.find((known) => known.month === month)?.engagement ??
        engagement;
      const chosen = options.engagements.find((e) => e.id === scope) ?? options.engagements[0];
      if (!chosen) return;
      const before = this.params;
      const fitting = options.audiences.find(
        (a) => a.audience === (before?.audience ?? 'client') && a.available,
      );
      const hoped = wish?.kind ?? before?.kind ?? 'audit';
      const kind = this.copyOf(chosen.id, hoped) ? hoped : 'audit';
      const copy = this.copyOf(chosen.id, kind);
      const kept = copy?.months.find((known) => known === (month ?? before?.month));
      this.params = {
        kind,
        month: kept ?? copy?.month ?? null,
        flow: kind === 'case' ? this.flowFor(chosen.id, asked?.id ?? before?.flow ?? null) : null,
        engagement: chosen.id,
        audience:
          kind !== 'audit' && copy && !copy.audiences.includes(fitting?.audience ?? 'client')
            ? (copy.audiences[0] ?? 'client')
            : (fitting?.audience ??
              options.audiences.find((a) => a.available)?.audience ??
              'client'),
        recipient: before?.recipient ?? '',
        paper: before?.paper ?? 'a4',
        locale: before?.locale ?? null,
        sections: before?.sections ?? Object.fromEntries(options.sections.map((s) => [s.id, true])),
        copyNumber: before?.copyNumber ?? 1,
        copies: before?.copies ?? 1,
        password: before?.password ?? false,
      };
      await this.typeset();
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** What another room asked for, as far as it is there; it is asked for once. */
  private takeWish(): Wish | undefined {
    const wish = wishes.get(this.client);
    wishes.delete(this.client);
    if (wish?.kind === 'case') return this.flowOf(wish.flow) ? wish : undefined;
    return this.options?.months.some(({ month }) => month === wish?.month) ? wish : undefined;
  }

  private flowOf(id: RecordId): FlowOption | undefined {
    return this.options?.flows.find((flow) => flow.id === id);
  }

  /** The months of an engagement's ledger, the latest first. */
  monthsOf(engagement: RecordId): readonly MonthOption[] {
    return this.options?.months.filter((month) => month.engagement === engagement) ?? [];
  }

  /** For whom an engagement has a report of this kind, and of which months. */
  copyOf(engagement: RecordId, kind: ReportKind): CopyOption | undefined {
    return this.options?.copies.find(
      (copy) => copy.engagement === engagement && copy.kind === kind,
    );
  }

  /** The kinds of report that an engagement has. */
  kindsOf(engagement: RecordId): readonly ReportKind[] {
    return (this.options?.copies ?? [])
      .filter((copy) => copy.engagement === engagement)
      .map((copy) => copy.kind);
  }

  /** Whether a reader has a copy of what is chosen. The audit's readers are those of all engagements. */
  holds(audience: Audience): boolean {
    if (!this.params || this.params.kind === 'audit') return true;
    return !!this.copyOf(this.params.engagement, this.params.kind)?.audiences.includes(audience);
  }

  /** The flows of an engagement that a case can be made of. */
  flowsOf(engagement: RecordId): readonly FlowOption[] {
    return this.options?.flows.filter((flow) => flow.engagement === engagement) ?? [];
  }

  /** The flow of that id where the engagement has it, else its first. */
  private flowFor(engagement: RecordId, id: RecordId | null): RecordId | null {
    const flows = this.flowsOf(engagement);
    return (flows.find((flow) => flow.id === id) ?? flows[0])?.id ?? null;
  }

  setKind(kind: ReportKind): void {
    if (!this.params || kind === this.params.kind) return;
    const { engagement, audience } = this.params;
    const copy = this.copyOf(engagement, kind);
    const readers = copy?.audiences ?? [];
    const fitting = readers.includes('client') ? 'client' : readers[0];
    this.set({
      kind,
      month: copy?.month ?? null,
      flow: kind === 'case' ? this.flowFor(engagement, null) : null,
      // Whoever does not hold the ledger or sees no flow has no copy of it.
      audience: readers.includes(audience) ? audience : (fitting ?? audience),
    });
  }

  /** Changes what is printed; pages follow 300 ms after the last change. */
  set(change: Partial<ReportParams>): void {
    if (!this.params) return;
    const next = { ...this.params, ...change };
    next.copies = Math.max(1, next.copies);
    next.copyNumber = Math.min(next.copies, Math.max(1, next.copyNumber));
    this.params = next;
    this.soon();
  }

  toggle(section: string): void {
    if (!this.params) return;
    const printed = this.params.sections[section] !== false;
    this.set({ sections: { ...this.params.sections, [section]: !printed } });
  }

  setAudience(audience: Audience): void {
    // Another reader sees other pictures: each copy is looked at anew.
    this.seen = new Set();
    this.set({ audience });
  }

  /** Records changed: check and typeset again. */
  soon(): void {
    clearTimeout(this.timer);
    this.phase = 'waiting';
    this.timer = setTimeout(() => void this.typeset(), REST);
  }

  async typeset(): Promise<void> {
    clearTimeout(this.timer);
    const params = this.params;
    if (!params) return;
    const turn = ++this.turn;
    this.phase = 'working';
    const { host } = this.room;
    try {
      const [check, preview] = await Promise.all([
        host.checkReport(params),
        host.previewReport(params),
      ]);
      if (turn !== this.turn) return;
      this.check = check;
      this.key = preview.key;
      this.lay(preview.pages);
      await this.draw(turn);
      if (turn === this.turn) this.phase = 'idle';
    } catch (problem) {
      if (turn !== this.turn) return;
      this.phase = 'stale';
      this.room.voice.fail(problem);
    }
  }

  /** Stops typesetting; the last complete pages stay. */
  cancel(): void {
    if (this.phase !== 'working' && this.phase !== 'waiting') return;
    clearTimeout(this.timer);
    this.turn += 1;
    this.phase = 'stale';
    void this.room.host.cancelJob(PREVIEW_JOB).catch(() => undefined);
    this.room.voice.say(t.cancelled);
  }

  /** Draws the pages for this many device pixels of width, the one being read first. */
  async show(pixels: number, current: number): Promise<void> {
    const width = WIDTHS.find((w) => w >= pixels) ?? WIDTHS.at(-1) ?? pixels;
    this.current = current;
    if (width === this.pixels || !this.key) {
      this.pixels = width;
      return;
    }
    this.pixels = width;
    if (this.phase === 'idle') await this.draw(this.turn);
  }

  look(id: RecordId, seen: boolean): void {
    const next = new Set(this.seen);
    if (seen) next.add(id);
    else next.delete(id);
    this.seen = next;
  }

  async export(): Promise<void> {
    const params = this.params;
    if (!params || this.exporting) return;
    if (this.blocked) {
      this.room.voice.done(blockedWords(this.blocked));
      return;
    }
    this.exporting = true;
    try {
      const shown = (this.check?.images ?? []).map((image) => image.id);
      this.exported = await this.room.host.exportReport(
        params,
        params.password ? this.password : null,
        shown,
      );
      if (this.exported) this.password = '';
    } catch (problem) {
      this.room.voice.fail(problem);
    } finally {
      this.exporting = false;
    }
  }

  destroy(): void {
    if (this.params) remembered.set(this.client, { params: this.params, seen: this.seen });
    this.gone = true;
    this.turn += 1;
    clearTimeout(this.timer);
    for (const page of this.pages) if (page.url) this.urls.revokeObjectURL(page.url);
    this.pages = [];
    this.password = '';
  }

  private tier(tier: CheckItem['tier']): CheckItem[] {
    return (this.check?.items ?? []).filter((item) => item.tier === tier);
  }

  /** New pages take over the pictures of old ones: the same page first, else what stood at their place. */
  private lay(fresh: { index: number; width: number; height: number; hash: string }[]): void {
    const old = [...this.pages];
    const taken = new Set<Page>();
    const same = fresh.map((page) => {
      const match = old.find((o) => !taken.has(o) && o.url && o.shows?.startsWith(`${page.hash}@`));
      if (match) taken.add(match);
      return match;
    });
    const laid = fresh.map((page, at): Page => {
      const found = same[at] ?? old.find((o) => o.index === page.index && !taken.has(o));
      if (found) taken.add(found);
      return { ...page, url: found?.url ?? null, shows: found?.shows ?? null };
    });
    for (const page of old) if (!taken.has(page) && page.url) this.urls.revokeObjectURL(page.url);
    this.pages = laid;
  }

  private async draw(turn: number): Promise<void> {
    const key = this.key;
    if (!key) return;
    const order = this.pages
      .map((page) => page.index)
      .sort((a, b) => Math.abs(a - this.current) - Math.abs(b - this.current));
    for (const index of order) {
      const page = this.pages.find((p) => p.index === index);
      const wanted = page ? `${page.hash}@${this.pixels}` : '';
      if (!page || page.shows === wanted) continue;
      const bytes = await this.room.host.previewPage(key, index, this.pixels);
      if (turn !== this.turn || this.gone) return;
      const url = this.urls.createObjectURL(new Blob([bytes], { type: 'image/png' }));
      const old = page.url;
      this.pages = this.pages.map((p) => (p.index === index ? { ...p, url, shows: wanted } : p));
      // The old picture may still be on screen until the new one is decoded.
      if (old) setTimeout(() => this.urls.revokeObjectURL(old), 1000);
    }
  }
}

export function blockedWords(blocked: NonNullable<Blocked>): string {
  if (blocked.why === 'stops') return t.blocked.stops(blocked.count);
  if (blocked.why === 'images') return t.blocked.images(blocked.count);
  return t.blocked[blocked.why];
}
