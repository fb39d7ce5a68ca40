// One month of the ledger: which line is under the eye, which is open in the side pane, and what its keys do.
import type {
  CorrectionRow,
  CostRow,
  LedgerMonthView,
  LedgerView,
  LineChange,
  RecurringRow,
  ValueEvidence,
  ValueRow,
} from '$/host/bindings';
import { LineEdits } from './lineEdits.svelte';
import type { LedgerState } from './ledgerState.svelte';
import { monthOf, walked } from './reading';
import { text } from '$/text';
import { monthWords } from '$/text/format';

const t = text.ledger;
const monthName = (month: string): string => (month ? monthWords(month) : '');

export type Line =
  | { kind: 'value'; row: ValueRow }
  | { kind: 'correction'; row: CorrectionRow }
  | { kind: 'cost'; row: CostRow }
  | { kind: 'recurring'; row: CostRow; cost: RecurringRow };

/** What the side pane shows. */
export type Side =
  | { show: 'line' }
  | { show: 'newValue' }
  | { show: 'newCost' }
  | { show: 'correct'; restates: string; of: string }
  | null;

export function lineOf(view: LedgerView, month: LedgerMonthView, id: string): Line | null {
  const value = month.values.find((row) => row.id === id);
  if (value) return { kind: 'value', row: value };
  const correction = month.corrections.find((row) => row.id === id);
  if (correction) return { kind: 'correction', row: correction };
  const cost = month.costs.find((row) => row.id === id);
  if (!cost) return null;
  const recurring = cost.recurring ? view.recurring.find((row) => row.id === id) : undefined;
  return recurring
    ? { kind: 'recurring', row: cost, cost: recurring }
    : { kind: 'cost', row: cost };
}

export class MonthState {
  month = $state('');
  selected = $state<string | null>(null);
  side = $state<Side>(null);
  readonly edits: LineEdits;

  readonly view = $derived.by((): LedgerMonthView | null =>
    this.ledger.view ? monthOf(this.ledger.view, this.month) : null,
  );
  readonly ids = $derived(this.view ? walked(this.view) : []);
  readonly line = $derived.by((): Line | null =>
    this.ledger.view && this.view && this.selected
      ? lineOf(this.ledger.view, this.view, this.selected)
      : null,
  );
  readonly closed = $derived((this.view?.signed ?? null) !== null);
  readonly previous = $derived(this.beside(-1));
  readonly next = $derived(this.beside(1));

  constructor(readonly ledger: LedgerState) {
    this.edits = new LineEdits(
      ledger.room,
      (id, field, value) => this.write(id, field, value),
      () => ledger.view?.engagementCode ?? '',
    );
  }

  /** Shows a month; a line may be named with it. */
  show(month: string, line: string | null = null): void {
    if (month !== this.month) {
      this.side = null;
      this.selected = null;
    }
    this.month = month;
    if (line) this.openLine(line);
    else if (!this.selected || !this.ids.includes(this.selected))
      this.selected = this.ids[0] ?? null;
  }

  move(by: number): void {
    const at = this.ids.indexOf(this.selected ?? '');
    const next = this.ids[Math.min(this.ids.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (next) this.selected = next;
  }

  openLine(id: string | null = this.selected): void {
    if (!id) return;
    this.selected = id;
    this.side = { show: 'line' };
  }

  async close(): Promise<void> {
    this.side = null;
    await this.edits.leave();
  }

  /** Keys 1 to 3. What the rules refuse opens the line at that field. */
  async certainty(evidence: ValueEvidence): Promise<void> {
    const line = this.line;
    if (line?.kind !== 'value' || this.closed || line.row.evidence === evidence) return;
    const { id } = line.row;
    const kept = await this.edits.set(id, 'evidence', evidence);
    const { voice } = this.ledger.room;
    if (kept)
      voice.done(t.line.certaintySaid(id, t.evidence[evidence]), { undo: this.ledger.undoer() });
    else this.openLine(id);
  }

  async repeat(): Promise<void> {
    const view = this.view;
    if (!view || this.closed) return;
    if (view.repeatable === 0) {
      this.ledger.room.voice.done(t.month.nothingToRepeat);
      return;
    }
    const before = new Set(this.ids);
    const { host } = this.ledger.room;
    await this.ledger.attempt(
      () => host.repeatMonth(this.month),
      () => t.month.repeated,
    );
    this.selected = this.ids.find((id) => !before.has(id)) ?? this.selected;
  }

  async remove(): Promise<void> {
    const line = this.line;
    if (!line || this.closed) return;
    const { id } = line.row;
    const at = this.ids.indexOf(id);
    const { host } = this.ledger.room;
    const make = {
      value: () => host.removeValue(id),
      correction: () => host.removeCorrection(id),
      cost: () => host.removeCost(id),
      recurring: () => host.removeRecurring(id),
    }[line.kind];
    const done = await this.ledger.attempt(make, () => t.line.removed(id));
    if (!done) return;
    this.side = null;
    this.selected = this.ids[Math.min(at, this.ids.length - 1)] ?? null;
  }

  /** C: what the line under the eye restates, or the form that will. */
  startCorrection(): void {
    const line = this.line;
    if (line?.kind === 'value')
      this.side = { show: 'correct', restates: line.row.id, of: this.month };
  }

  /** The open month; opens the next one when all are signed. */
  async openMonth(): Promise<string | null> {
    const open = this.ledger.view?.openMonth;
    if (open) return open;
    const { host } = this.ledger.room;
    const view = await this.ledger.attempt(
      () => host.openMonth(),
      (after) => t.months.opened(monthName(after.openMonth ?? '')),
    );
    return view?.openMonth ?? null;
  }

  /** Writes one field and says so; throws what is refused. */
  private async write(id: string, field: string, value: unknown): Promise<void> {
    const { host } = this.ledger.room;
    const asked = JSON.stringify(value);
    const change: LineChange = { id, field, value: value === null ? null : asked };
    const view = this.ledger.view;
    const kind = view && this.kindOf(view, id);
    const make = {
      value: () => host.editValue(change),
      correction: () => host.editCorrection(change),
      cost: () => host.editCost(change),
      recurring: () => host.editRecurring(change),
      month: () => host.editMonth({ month: id, field, value: change.value }),
    }[kind ?? 'month'];
    await this.ledger.change(make, () => t.line.changed(kind === 'month' ? monthWords(id) : id));
  }

  private kindOf(view: LedgerView, id: string): Line['kind'] | 'month' {
    if (view.months.some((month) => month.month === id)) return 'month';
    for (const month of view.months) {
      const line = lineOf(view, month, id);
      if (line) return line.kind;
    }
    return view.recurring.some((row) => row.id === id) ? 'recurring' : 'value';
  }

  private beside(by: number): string | null {
    const months = this.ledger.view?.months ?? [];
    const at = months.findIndex((one) => one.month === this.month);
    return at < 0 ? null : (months[at + by]?.month ?? null);
  }
}
