// The quick price: figures that the consultant gives over typical ones. Rust computes the ranges; this only keeps the
// given figures and adds up what is shown, one total for each kind of money.
import type { Decimal, LossDriver, MoneyKind, RaiseFinding, Range } from '$/host/bindings';

export type GivenInput = RaiseFinding['inputs'][number];

export const asInputs = (given: readonly GivenInput[]): GivenInput[] =>
  given.filter((g) => g.low !== null || g.high !== null);

/**
 * Puts one figure in. One key is one fact, so it goes to every driver that uses it. A first figure without its
 * other end stands for both, unless a typical value stands there already.
 */
export function withInput(
  given: readonly GivenInput[],
  drivers: readonly LossDriver[],
  driver: number,
  key: string,
  side: 'low' | 'high',
  value: Decimal | null,
): GivenInput[] {
  const users = drivers.flatMap((d, at) => (d.inputs.some((i) => i.key === key) ? [at] : []));
  const targets = users.length > 0 ? users : [driver];
  const shown = drivers[driver]?.inputs.find((i) => i.key === key);
  const other = side === 'low' ? 'high' : 'low';
  const old = given.find((g) => g.key === key);
  const next: GivenInput = { driver, key, low: old?.low ?? null, high: old?.high ?? null };
  next[side] = value;
  if (value !== null && next[other] === null) next[other] = shown?.[other] ?? value;
  const rest = given.filter((g) => g.key !== key);
  if (next.low === null && next.high === null) return rest;
  return [...rest, ...targets.map((at) => ({ ...next, driver: at }))];
}

export interface KindTotal {
  kind: MoneyKind;
  range: Range;
}

/** One total per kind of money, in the order of the drivers; drivers with a figure missing are left out. */
export function totalsByKind(
  drivers: readonly LossDriver[],
  combine: 'sum' | 'largest',
): KindTotal[] {
  const totals: KindTotal[] = [];
  for (const { moneyKind, range } of drivers) {
    if (!range) continue;
    const total = totals.find((x) => x.kind === moneyKind);
    if (!total) totals.push({ kind: moneyKind, range: { ...range } });
    else if (combine === 'largest') {
      if (range.likely > total.range.likely) total.range = { ...range };
    } else {
      total.range = {
        low: total.range.low + range.low,
        likely: total.range.likely + range.likely,
        high: total.range.high + range.high,
      };
    }
  }
  return totals;
}
