// Figures of the ledger for the in-memory host, after the computation rules of the product. Nothing is stored here, so
// binary fractions will do.
import type { LedgerSums, LineState, Warning } from '../bindings';
import { minor, places } from './figures';
import { billOf } from './foreign';
import {
  lastDay,
  type LedgerClient,
  type SourceFlow,
  type SourceMonth,
  type SourceReading,
  type SourceValue,
} from './ledgerSource';

const WEIGHTS = { measured: 1, estimated: 0.6, claimed: 0.3 } as const;
const round = (value: number): number => Math.sign(value) * Math.round(Math.abs(value) + 1e-9);
const dayDifference = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export const weightOf = (line: SourceValue): number => WEIGHTS[line.evidence];

export function stateOf(line: SourceValue, month: string): LineState {
  if (line.class === 'risk') return 'risk';
  if (line.same_cause_as) return 'same_cause';
  if (line.service_start && line.service_start > lastDay(month)) return 'not_started';
  if (line.status === 'proposed' || line.status === 'expired' || line.status === 'reversed')
    return line.status;
  if (line.counts_until && line.counts_until < `${month}-01`) return 'expired';
  if (line.class === 'capacity' && !line.use?.trim()) return 'no_use';
  const confirmed = line.evidence === 'measured' && line.status === 'confirmed';
  return confirmed && line.confirmed_by && line.confirmed_on ? 'confirmed' : 'weighted_only';
}

export const counts = (state: LineState): boolean =>
  state === 'confirmed' || state === 'weighted_only';

export type LineMoney = {
  gross: number;
  net: number;
  state: LineState;
  confirmed: number;
  weighted: number;
};

export function lineMoney(line: SourceValue, month: string): LineMoney {
  const gross =
    line.amount === null ? round(Number(line.hours ?? 0) * minor(line.rate)) : minor(line.amount);
  const share = gross * Number(line.attribution);
  const state = stateOf(line, month);
  const net = round(share);
  return {
    gross,
    net,
    state,
    confirmed: state === 'confirmed' ? net : 0,
    weighted: counts(state) ? round(share * weightOf(line)) : 0,
  };
}

const lengthOf = (reading: SourceReading | null): number | null =>
  reading?.start && reading.end ? dayDifference(reading.start, reading.end) + 1 : null;

export function warningsOf(client: LedgerClient, line: SourceValue): Warning[] {
  const action = client.actions.find((a) => a.id === line.action);
  const found: Warning[] = [];
  if (action?.owner && action.owner === line.measured_by) found.push('builder_measured');
  if ([line.baseline, line.after].some((r) => r !== null && r.n !== null && r.n < 10))
    found.push('small_sample');
  if (action?.done_on && line.after?.end && dayDifference(action.done_on, line.after.end) < 14)
    found.push('read_early');
  const [one, other] = [lengthOf(line.baseline), lengthOf(line.after)];
  if (one !== null && other !== null && Math.abs(one - other) * 5 > Math.max(one, other))
    found.push('periods_differ');
  return found;
}

export const runsIn = (
  line: { first_month: string; last_month: string | null },
  month: string,
): boolean => line.first_month <= month && (line.last_month === null || month <= line.last_month);

/** The costs of a month, recurring ones first, with their amounts. */
export function costsOf(client: LedgerClient, month: SourceMonth) {
  const ledger = client.ledger;
  if (!ledger || client.engagements.find((e) => e.id === ledger.engagement)?.ledger === false)
    return [];
  return [
    ...ledger.recurring
      .filter((line) => runsIn(line, month.month))
      .map(({ id, kind, what, amount_month, foreign, action }) => ({
        id,
        kind,
        what,
        amount: minor(amount_month),
        foreign: billOf(foreign),
        days: null,
        action,
        recurring: true,
      })),
    ...month.costs.map(({ id, kind, what, amount, foreign, days, action }) => ({
      id,
      kind,
      what,
      amount:
        kind === 'internal'
          ? round(Number(days ?? 0) * minor(client.settings.blended_day_rate))
          : minor(amount),
      foreign: billOf(foreign),
      days,
      action,
      recurring: false,
    })),
  ];
}

/** The line that a correction restates, with its month; only where it counted as confirmed. */
export function restated(client: LedgerClient, id: string): [string, SourceValue] | null {
  for (const month of client.ledger?.months ?? [])
    for (const line of month.values)
      if (line.id === id && stateOf(line, month.month) === 'confirmed') return [month.month, line];
  return null;
}

export function correctionMoney(
  client: LedgerClient,
  correction: { restates: string; amount: string },
): { amount: number; weighted: number } {
  const line = restated(client, correction.restates);
  const amount = line ? minor(correction.amount) : 0;
  return { amount, weighted: line ? round(amount * weightOf(line[1])) : 0 };
}

const ratio = (part: number, whole: number): string | null =>
  whole === 0 ? null : places(part / whole, 2);

export function sums(cash: number, full: number, confirmed: number, weighted: number): LedgerSums {
  return {
    costCash: cash,
    costFull: full,
    confirmed,
    weighted,
    ratioCash: ratio(confirmed, cash),
    ratioFull: ratio(confirmed, full),
    ratioWeighted: ratio(weighted, cash),
  };
}

export function sumsOf(client: LedgerClient, month: SourceMonth): LedgerSums {
  const costs = costsOf(client, month);
  const total = (list: { amount: number }[]) => list.reduce((sum, { amount }) => sum + amount, 0);
  const lines = month.values.map((line) => lineMoney(line, month.month));
  const corrections = month.corrections.map((c) => correctionMoney(client, c));
  return sums(
    total(costs.filter(({ kind }) => kind !== 'internal')),
    total(costs),
    lines.reduce((sum, line) => sum + line.confirmed, 0) + total(corrections),
    lines.reduce((sum, line) => sum + line.weighted, 0) +
      corrections.reduce((sum, c) => sum + c.weighted, 0),
  );
}

export const together = (all: readonly LedgerSums[]): LedgerSums =>
  sums(
    all.reduce((sum, one) => sum + one.costCash, 0),
    all.reduce((sum, one) => sum + one.costFull, 0),
    all.reduce((sum, one) => sum + one.confirmed, 0),
    all.reduce((sum, one) => sum + one.weighted, 0),
  );

/** What the friction of a flow costs a year, and what its automation brings net. */
export function flowMoney(flow: SourceFlow): { total: number; net: number } {
  const labour = round(
    flow.people * Number(flow.hours_per_week_each) * flow.weeks * minor(flow.loaded_rate),
  );
  const error = round(
    Number(flow.cases_per_week) * flow.weeks * Number(flow.error_rate) * minor(flow.cost_per_error),
  );
  const full = labour * Number(flow.labour_reduction) + error * Number(flow.error_reduction);
  return {
    total: labour + error + minor(flow.tool_cost_year),
    net: round(full * Number(flow.adoption)) - minor(flow.running_cost_year),
  };
}
