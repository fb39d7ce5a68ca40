// An entry before it is entered. It is kept as a draft for its month; what the rules refuse stays here with the reason.
import type {
  CostKind,
  ForeignBill,
  LedgerView,
  NewValue,
  Problem,
  ValueClass,
  ValueEvidence,
  ValueRow,
} from '$/host/bindings';
import { toProblem } from '$/host/problem';
import { isWhole, type BillDraft } from '../foreign/bill';
import type { LedgerState } from './ledgerState.svelte';
import { monthOf, walked } from './reading';
import { text } from '$/text';

const t = text.ledger;

export interface ValueDraft {
  what: string;
  class: ValueClass;
  evidence: ValueEvidence;
  amount: number | null;
  /** Gives the amount; a part of it is not entered. */
  bill: ForeignBill | BillDraft | null;
  hours: string | null;
  rate: number | null;
  action: string | null;
  useOfTime: string;
}

export interface CostDraft {
  kind: CostKind;
  what: string;
  amount: number | null;
  /** Gives the amount; a part of it is not entered. */
  bill: ForeignBill | BillDraft | null;
  days: string | null;
  action: string | null;
  every: boolean;
}

const value: ValueDraft = {
  what: '',
  class: 'cash',
  evidence: 'estimated',
  amount: null,
  bill: null,
  hours: null,
  rate: null,
  action: null,
  useOfTime: '',
};
const cost: CostDraft = {
  kind: 'outside',
  what: '',
  amount: null,
  bill: null,
  days: null,
  action: null,
  every: false,
};

/** The same value again, as a line that still has to be read. */
export function anew(row: ValueRow): ValueDraft {
  return {
    what: row.what,
    class: row.class,
    evidence: row.evidence === 'measured' ? 'estimated' : row.evidence,
    amount: row.amount,
    bill: row.foreign,
    hours: row.hours,
    rate: row.rate,
    action: row.action,
    useOfTime: row.useOfTime ?? '',
  };
}

/** The line that a change brought: it was not there before. */
export function newcomer(
  before: LedgerView | null,
  after: LedgerView,
  month: string,
): string | null {
  const known = new Set(before ? walkedOf(before, month) : []);
  return walkedOf(after, month).find((id) => !known.has(id)) ?? null;
}

const walkedOf = (view: LedgerView, month: string): string[] => {
  const found = monthOf(view, month);
  return found ? walked(found) : [];
};

/** The field that a rule speaks about; null: the entry as a whole. */
export function fieldOf(
  problem: Problem | null,
): 'amount' | 'evidence' | 'foreign' | 'share' | null {
  switch (problem?.params['rule']) {
    case 'activityIsNoReturn':
    case 'costWithoutAmount':
      return 'amount';
    case 'measuredWithoutBaseline':
      return 'evidence';
    case 'foreignAmount':
      return 'foreign';
    case 'overAttributed':
    case 'shareOutOfRange':
      return 'share';
    default:
      return null;
  }
}

/** The amount of an entry and the bill that gives it; none of both while the bill lacks a part. */
export function billedAmount({
  amount,
  bill,
}: Pick<ValueDraft, 'amount' | 'bill'>): Pick<NewValue, 'amount' | 'foreign'> {
  if (bill === null) return { amount, foreign: null };
  return isWhole(bill)
    ? { amount: bill.converted, foreign: { ...bill } }
    : { amount: null, foreign: null };
}

/** Its bill lacks a part, so it cannot be entered yet. */
export const isUnfinished = ({ bill }: Pick<ValueDraft, 'bill'>): boolean =>
  bill !== null && !isWhole(bill);

const none = { amount: null, foreign: null };

export class NewLine {
  value = $state<ValueDraft>({ ...value });
  cost = $state<CostDraft>({ ...cost });
  problem = $state.raw<Problem | null>(null);
  private month = '';

  constructor(private readonly ledger: LedgerState) {}

  /** The entry of a month, as it was left. */
  async open(month: string, given: Partial<ValueDraft> | null = null): Promise<void> {
    if (given) this.value = { ...value, ...given };
    if (month === this.month) return;
    this.month = month;
    this.problem = null;
    if (!given) this.value = { ...value };
    this.cost = { ...cost };
    const drafts = await this.ledger.room.host.drafts();
    const read = (what: string): unknown => {
      const draft = drafts.find((d) => d.key === this.key(what))?.text;
      return draft ? (JSON.parse(draft) as unknown) : null;
    };
    if (!given) this.value = { ...value, ...(read('value') as Partial<ValueDraft> | null) };
    this.cost = { ...cost, ...(read('cost') as Partial<CostDraft> | null) };
  }

  /** Keeps what is typed in a draft row. */
  async hold(what: 'value' | 'cost'): Promise<void> {
    this.problem = null;
    await this.save(what, JSON.stringify(what === 'value' ? this.value : this.cost));
  }

  /** Enters the line; its id, or null when it was refused. */
  async enterValue(): Promise<string | null> {
    const { what, action, useOfTime, hours, rate } = this.value;
    const timed = this.value.class === 'capacity';
    if (!timed && isUnfinished(this.value)) return null;
    const wish: NewValue = {
      month: this.month,
      class: this.value.class,
      evidence: this.value.evidence,
      status: 'delivered',
      what: what.trim(),
      ...(timed ? none : billedAmount(this.value)),
      hours: timed ? hours : null,
      rate: timed ? rate : null,
      attribution: null,
      baseline: null,
      after: null,
      source: '',
      action,
      flow: null,
      milestone: null,
      useOfTime: useOfTime.trim() || null,
      cause: null,
      serviceStart: null,
      countsUntil: null,
    };
    const id = await this.enter(() => this.ledger.room.host.addValue(wish));
    if (id === null) return null;
    this.value = { ...value };
    await this.save('value', '');
    return id;
  }

  async enterCost(): Promise<string | null> {
    const { kind, what, days, action, every } = this.cost;
    const { host } = this.ledger.room;
    const own = kind === 'internal';
    if (!own && isUnfinished(this.cost)) return null;
    const { amount, foreign } = own ? none : billedAmount(this.cost);
    const id = await this.enter(() =>
      every && !own
        ? host.addRecurring({
            kind,
            what: what.trim(),
            amountMonth: amount ?? 0,
            foreign,
            firstMonth: this.month,
            lastMonth: null,
            action,
          })
        : host.addCost({
            month: this.month,
            kind,
            what: what.trim(),
            amount,
            foreign,
            days: own ? days : null,
            action,
          }),
    );
    if (id === null) return null;
    this.cost = { ...cost };
    await this.save('cost', '');
    return id;
  }

  /** A correction of a line that counted, by what it should have been. */
  async enterCorrection(wish: {
    month: string;
    restates: string;
    amount: number;
    reason: string;
    confirmedBy: string | null;
    confirmedOn: string | null;
  }): Promise<string | null> {
    this.month = wish.month;
    return this.enter(() => this.ledger.room.host.addCorrection({ ...wish, enteredBy: null }));
  }

  private async enter(make: Parameters<LedgerState['change']>[0]): Promise<string | null> {
    const before = this.ledger.view;
    const month = this.month;
    this.problem = null;
    try {
      const view = await this.ledger.change(make, (after) =>
        t.line.added(newcomer(before, after, month) ?? ''),
      );
      return newcomer(before, view, month) ?? '';
    } catch (thrown) {
      this.problem = toProblem(thrown);
      return null;
    }
  }

  private async save(what: string, draft: string): Promise<void> {
    try {
      await this.ledger.room.host.saveDraft(this.key(what), draft);
    } catch (problem) {
      this.ledger.room.voice.fail(problem);
    }
  }

  private key(what: string): string {
    return `ledger-new:${this.ledger.view?.engagementCode ?? ''}:${this.month}:${what}`;
  }
}
