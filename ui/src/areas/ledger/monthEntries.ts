// Lines of a month: opened, entered, corrected, read anew, taken out; the keyboard goes along.
import { tick } from 'svelte';
import type { MonthStepKind, ValueEvidence, ValueRow } from '$/host/bindings';
import { text } from '$/text';
import type { LedgerState } from './ledgerState.svelte';
import type { MonthFocus } from './monthFocus.svelte';
import type { MonthState } from './monthState.svelte';
import { anew, type NewLine } from './newLine.svelte';

const t = text.ledger;

export interface MonthPlace {
  ledger: LedgerState;
  month: MonthState;
  fresh: NewLine;
  focus: MonthFocus;
  /** The step whose page is open. */
  step: () => MonthStepKind;
  onmonth: (month: string | null, query?: Record<string, string>) => void;
  onstep: (step: MonthStepKind) => void;
}

export class MonthEntries {
  constructor(private readonly place: MonthPlace) {}

  readonly toLine = (): Promise<void> => {
    const { focus, month } = this.place;
    return focus.toLine(month.selected);
  };

  readonly openLine = (id: string | null = this.place.month.selected): void => {
    if (!id) return;
    this.place.month.openLine(id);
    void this.place.focus.toFirstField();
  };

  /** Goes to a line of any month and opens it. */
  readonly showLine = (id: string): void => {
    const { ledger, month, step, onmonth, onstep } = this.place;
    const found = ledger.view?.months.find((one) =>
      [...one.values, ...one.corrections, ...one.costs].some((line) => line.id === id),
    );
    if (found && found.month !== month.month) onmonth(found.month, { line: id });
    else {
      if (step() !== 'ledger') onstep('ledger');
      void tick().then(() => this.openLine(id));
    }
  };

  async newEntry(given: Parameters<NewLine['open']>[1] = null): Promise<void> {
    const { month, fresh, focus, step, onstep } = this.place;
    if (month.closed) return;
    if (step() !== 'ledger') onstep('ledger');
    await fresh.open(month.month, given);
    month.side = { show: 'newValue' };
    await focus.toFirstField();
  }

  async newCost(): Promise<void> {
    const { month, fresh, focus } = this.place;
    await fresh.open(month.month);
    month.side = { show: 'newCost' };
    await focus.toFirstField();
  }

  async enterValue(): Promise<void> {
    const id = await this.place.fresh.enterValue();
    if (id) this.openLine(id);
  }

  async enterCost(): Promise<void> {
    const { month, fresh } = this.place;
    const id = await fresh.enterCost();
    if (id) {
      month.selected = id;
      month.side = null;
      await this.toLine();
    }
  }

  startCorrection(): void {
    this.place.month.startCorrection();
    void this.place.focus.toFirstField();
  }

  async correct(wish: {
    restates: string;
    amount: number;
    reason: string;
    confirmedBy: string | null;
    confirmedOn: string | null;
  }): Promise<void> {
    const { month, fresh, onmonth } = this.place;
    const target = await month.openMonth();
    if (!target) return;
    const id = await fresh.enterCorrection({ month: target, ...wish });
    if (id === null) return;
    if (target === month.month) this.openLine(id);
    else onmonth(target, { line: id });
  }

  async enterAnew(row: ValueRow): Promise<void> {
    const { month, fresh, focus, onmonth } = this.place;
    const target = await month.openMonth();
    if (!target) return;
    onmonth(target);
    await tick();
    await fresh.open(target, anew(row));
    month.side = { show: 'newValue' };
    await focus.toFirstField();
  }

  async closeSide(): Promise<void> {
    await this.place.month.close();
    await this.toLine();
  }

  async repeat(): Promise<void> {
    await this.place.month.repeat();
    await this.toLine();
  }

  async remove(): Promise<void> {
    await this.place.month.remove();
    await this.toLine();
  }

  async certainty(evidence: ValueEvidence): Promise<void> {
    const { month, focus } = this.place;
    await month.certainty(evidence);
    const line = month.line;
    if (!month.side || line?.kind !== 'value') return;
    // Refused: on to what is missing.
    const missing =
      line.row.baseline === null
        ? t.line.before
        : line.row.after === null
          ? t.line.after
          : 'source';
    await focus.toField(missing);
  }
}
