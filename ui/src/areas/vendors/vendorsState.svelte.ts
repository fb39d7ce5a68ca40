// The list of vendors: order, choice, how urgent a notice is.
import type { NewVendor, RecordId, VendorRow, VendorsView } from '$/host/bindings';
import type { Sort } from '$/shared/types';
import type { Room } from '../room';
import { text } from '$/text';

const t = text.vendors;

/** How near the last day of notice is: the shape and the word of its mark follow. */
export type Urgency = 'missed' | 'soon' | 'near' | 'later' | 'none';
const SOON = 30;
const NEAR = 90;

export function urgencyOf(row: Pick<VendorRow, 'daysLeft'>): Urgency {
  if (row.daysLeft === null) return 'none';
  if (row.daysLeft < 0) return 'missed';
  if (row.daysLeft <= SOON) return 'soon';
  return row.daysLeft <= NEAR ? 'near' : 'later';
}

/** The next notice that can still be given. */
export function nextNotice(rows: readonly VendorRow[]): VendorRow | null {
  const ahead = rows.filter((row) => row.daysLeft !== null && row.daysLeft >= 0);
  return ahead.sort((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0))[0] ?? null;
}

const DEPENDENCE = ['unrated', 'low', 'medium', 'high', 'critical'];
const rank: Record<string, (row: VendorRow) => number | string | null> = {
  name: (row) => row.name,
  cost: (row) => row.annualCost,
  notice: (row) => row.noticeBy,
  renewal: (row) => row.renewal,
  promises: (row) => row.promises.broken * 1000 - row.promises.kept,
  exit: (row) => row.exitDays?.days ?? null,
  dependence: (row) => DEPENDENCE.indexOf(row.dependence),
};

/** What is not known comes last in either direction; ended contracts follow all others. */
export function sortVendors(rows: readonly VendorRow[], sort: Sort): VendorRow[] {
  const of = rank[sort.by] ?? (() => null);
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const compare = (a: VendorRow, b: VendorRow): number => {
    const [one, other] = [of(a), of(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return typeof one === 'number' && typeof other === 'number'
      ? sign * (one - other)
      : sign * String(one).localeCompare(String(other), 'en', { numeric: true });
  };
  const ended = (row: VendorRow) => Number(row.state === 'ended');
  return [...rows].sort(
    (a, b) =>
      ended(a) - ended(b) || compare(a, b) || a.code.localeCompare(b.code, 'en', { numeric: true }),
  );
}

export class VendorsState {
  view = $state.raw<VendorsView | null>(null);
  sort = $state<Sort>({ by: 'cost', direction: 'descending' });
  selected = $state<RecordId | null>(null);
  problem = $state.raw<unknown>(null);

  readonly rows = $derived(sortVendors(this.view?.vendors ?? [], this.sort));
  readonly active = $derived((this.view?.vendors ?? []).filter((row) => row.state === 'active'));
  readonly missed = $derived(this.active.filter((row) => urgencyOf(row) === 'missed').length);
  readonly next = $derived(nextNotice(this.active));

  private turn = 0;
  private changes = 0;

  constructor(private readonly room: Room) {}

  async refresh(): Promise<void> {
    const turn = ++this.turn;
    try {
      const view = await this.room.host.vendors();
      if (turn !== this.turn) return;
      this.view = view;
      this.problem = null;
      if (!view.vendors.some((row) => row.id === this.selected)) this.selected = null;
    } catch (problem) {
      if (turn === this.turn) this.problem = problem;
    }
  }

  move(by: number): void {
    const at = this.rows.findIndex((row) => row.id === this.selected);
    const next = this.rows[Math.min(this.rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (next) this.selected = next.id;
  }

  /** One row changed: show it at once, before the list is read again. */
  patch(row: VendorRow): void {
    const view = this.view;
    if (!view) return;
    this.view = { ...view, vendors: view.vendors.map((old) => (old.id === row.id ? row : old)) };
  }

  /** A vendor by its name; answers with its id. */
  async add(name: string): Promise<RecordId | null> {
    try {
      const change = await this.room.host.addVendor({
        name,
        purpose: '',
        criticality: '',
        data: '',
        annualCost: null,
        renewal: null,
        noticeDays: null,
        exit: '',
        exitDays: null,
        decision: '',
      });
      this.changes += 1;
      this.room.voice.done(t.adding.done(change.value.row.name), { undo: this.undoer() });
      await this.refresh();
      return change.value.row.id;
    } catch (problem) {
      this.room.voice.fail(problem);
      return null;
    }
  }

  /** A list that was pasted, as one step. */
  async addAll(list: NewVendor[]): Promise<boolean> {
    try {
      const change = await this.room.host.addVendors(list);
      this.changes += 1;
      this.view = change.value;
      this.room.voice.done(t.list.done(list.length), { undo: this.undoer() });
      return true;
    } catch (problem) {
      this.room.voice.fail(problem);
      return false;
    }
  }

  private undoer(): () => void {
    const mine = this.changes;
    return () => {
      if (mine !== this.changes) return;
      void this.room.host.undo().then(
        async () => {
          this.changes += 1;
          this.room.voice.say(t.pane.undone);
          await this.refresh();
        },
        (problem: unknown) => this.room.voice.fail(problem),
      );
    };
  }
}
