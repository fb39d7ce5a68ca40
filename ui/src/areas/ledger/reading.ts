// What the ledger's view says, read for the eye: its first sentence, its pictures, its order. No figure is computed
// here; sums and ratios come as they are.
import type {
  LedgerMonthView,
  LedgerSums,
  LedgerView,
  ValueClass,
  ValueRow,
} from '$/host/bindings';
import type { Certainty, MonthBar, WaterfallStep } from '$/shared/charts/types';
import { text } from '$/text';
import { moneyWhole, monthShort, monthWords, percent, showDecimal } from '$/text/format';

const t = text.ledger;

/** The classes in the order in which they are read; risk stands apart. */
export const CLASSES: readonly ValueClass[] = ['cash', 'capacity', 'avoided', 'revenue', 'risk'];

/** What came back for what was paid, without shame. */
export function headline(sums: LedgerSums | null, currency: string): string {
  if (!sums || sums.costCash === 0) return t.headline.nothingPaid;
  if (sums.confirmed <= 0) return t.headline.nothingBack(moneyWhole(sums.costCash, currency));
  if (sums.confirmed === sums.costCash) return t.headline.even;
  if (sums.confirmed > sums.costCash) return t.headline.paid(showDecimal(sums.ratioCash));
  return t.headline.notYet(percent(sums.ratioCash));
}

/** What is missing for the engagement to have paid for itself, or what it brought beyond that. */
export function balance(sums: LedgerSums, currency: string): string {
  const missing = sums.costCash - sums.confirmed;
  return missing > 0
    ? t.missing(moneyWhole(missing, currency))
    : t.ahead(moneyWhole(-missing, currency));
}

export const monthOf = (view: LedgerView, month: string): LedgerMonthView | null =>
  view.months.find((one) => one.month === month) ?? null;

/** Counting, not confirmed. */
const unconfirmed = (line: ValueRow): boolean => line.state === 'weighted_only';

const netOf = (month: LedgerMonthView, evidence: Certainty): number =>
  month.values
    .filter((line) => unconfirmed(line) && line.evidence === evidence)
    .reduce((sum, line) => sum + line.net, 0);

export function monthBars(months: readonly LedgerMonthView[]): MonthBar[] {
  return months.map((month, index) => ({
    id: month.month,
    label: monthWords(month.month),
    short: monthShort(month.month),
    year: index === 0 || month.month.endsWith('-01') ? month.month.slice(0, 4) : '',
    confirmed: month.own.confirmed,
    measured: netOf(month, 'measured'),
    estimated: netOf(month, 'estimated'),
    claimed: netOf(month, 'claimed'),
    corrections: month.corrected,
    cash: month.own.costCash,
    full: month.own.costFull,
    open: month.signed === null,
  }));
}

export interface ClassGroup {
  class: ValueClass;
  lines: ValueRow[];
  /** What the class adds to the confirmed return; null for risk, which adds nothing. */
  confirmed: number | null;
}

/** The lines by class, as the report prints them. */
export function grouped(month: LedgerMonthView): ClassGroup[] {
  return CLASSES.map((one) => ({
    class: one,
    lines: month.values.filter((line) => line.class === one),
    confirmed:
      one === 'risk'
        ? null
        : (month.confirmedByClass.find((sum) => sum.class === one)?.confirmed ?? 0),
  })).filter((group) => group.lines.length > 0);
}

/** Ids of everything that the keys walk, in the order of the page. */
export function walked(month: LedgerMonthView): string[] {
  return [
    ...grouped(month).flatMap((group) => group.lines.map((line) => line.id)),
    ...month.corrections.map((line) => line.id),
    ...month.costs.map((line) => line.id),
  ];
}

/** At most this many lines stand as steps of their own. */
const MOST_STEPS = 8;

/** From the lines of a month to what counts, what does not, and the costs on the same scale. */
export function waterfall(month: LedgerMonthView): WaterfallStep[] {
  const w = t.month.waterfall;
  const step = (line: ValueRow, kind: 'adds' | 'beyond'): WaterfallStep => ({
    id: line.id,
    label: line.what || line.id,
    note:
      kind === 'beyond'
        ? t.states[line.state].toLowerCase()
        : Number(line.attribution) < 1
          ? w.shared(percent(line.attribution))
          : undefined,
    amount: kind === 'adds' ? line.confirmed : line.net,
    kind,
    certainty: line.evidence,
    pick: true,
  });
  const folded = (lines: ValueRow[], kind: 'adds' | 'beyond'): WaterfallStep[] => {
    const sorted = [...lines].sort((a, b) => b.net - a.net);
    const shown = sorted.length > MOST_STEPS ? sorted.slice(0, MOST_STEPS - 1) : sorted;
    const rest = sorted.slice(shown.length);
    return [
      ...shown.map((line) => step(line, kind)),
      ...(rest.length > 0
        ? [
            {
              id: `more-${kind}`,
              label: w.more(rest.length),
              amount: rest.reduce((sum, l) => sum + (kind === 'adds' ? l.confirmed : l.net), 0),
              kind,
              certainty: kind === 'adds' ? ('measured' as const) : ('claimed' as const),
            },
          ]
        : []),
    ];
  };
  const counting = month.values.filter((line) => line.state === 'confirmed');
  const not = month.values.filter((line) => line.state !== 'confirmed' && line.class !== 'risk');
  const corrections: WaterfallStep[] =
    month.corrected === 0
      ? []
      : [
          {
            id: 'corrections',
            label: w.corrections,
            amount: Math.abs(month.corrected),
            kind: month.corrected < 0 ? 'removes' : 'adds',
          },
        ];
  return [
    ...folded(counting, 'adds'),
    ...corrections,
    { id: 'confirmed', label: w.confirmed, amount: month.own.confirmed, kind: 'total' },
    ...folded(not, 'beyond'),
    { id: 'costCash', label: w.cash, amount: month.own.costCash, kind: 'beside', parted: true },
    {
      id: 'costFull',
      label: w.full,
      amount: month.own.costFull,
      kind: 'beside',
      ...(month.costsByKind.internal > 0
        ? { part: { amount: month.costsByKind.internal, label: w.own } }
        : {}),
    },
  ];
}

/** A hash as people compare one: six groups of its first letters and digits. */
export function sixGroups(hash: string): string {
  return (hash.match(/.{1,4}/g) ?? []).slice(0, 6).join(' ').toUpperCase();
}
