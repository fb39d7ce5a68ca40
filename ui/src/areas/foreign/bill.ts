// A bill in another currency: while it is typed, and whole with what it gives in the client's own.
import type { ForeignBill } from '$/host/bindings';
import { times } from '$/shared/exact';
import { day, money, showDecimal } from '$/text/format';
import { foreign as t } from '$/text/rooms/foreign';
import { toHundredths, toText } from './hundredths';

export interface BillDraft {
  currency: string;
  /** Decimal text with two places at most. */
  amount: string | null;
  rate: string | null;
  rateOn: string | null;
  source: string;
}
export type BillPart = keyof BillDraft;
export type BillFault = 'ownCurrency' | 'rateAbove' | 'tooLarge';

export const emptyBill = (today: string): BillDraft => ({
  currency: '',
  amount: null,
  rate: null,
  rateOn: today,
  source: '',
});

/** It has every part, and somebody saw what it gives. */
export const isWhole = (bill: ForeignBill | BillDraft): bill is ForeignBill => 'converted' in bill;

export function draftOf(bill: ForeignBill | BillDraft): BillDraft {
  const { currency, amount, rate, rateOn, source } = bill;
  return {
    currency,
    amount: typeof amount === 'number' ? toText(amount) : amount,
    rate,
    rateOn,
    source,
  };
}

/** Tells one bill from another, and a whole one from a part. */
export const keyOf = (bill: ForeignBill | BillDraft | null): string | null =>
  bill && JSON.stringify([isWhole(bill), draftOf(bill)]);

/** Nothing was typed; the day came with the form. */
export const isBlank = ({ currency, amount, rate, source }: BillDraft): boolean =>
  currency.trim() === '' && amount === null && rate === null && source.trim() === '';

const isCode = (text: string): boolean => /^[A-Z]{3}$/.test(text);
const codeOf = (draft: BillDraft): string => draft.currency.trim().toUpperCase();

/** What it gives in the client's currency; null while that cannot be told. */
export function gives(draft: BillDraft): number | null {
  const amount = draft.amount === null ? null : toHundredths(draft.amount);
  return amount === null || draft.rate === null ? null : times(amount, draft.rate);
}

/** What is still to be typed, in the order of the form. */
export function missing(draft: BillDraft): BillPart[] {
  const there: Record<BillPart, boolean> = {
    currency: isCode(codeOf(draft)),
    amount: draft.amount !== null,
    rate: draft.rate !== null,
    rateOn: draft.rateOn !== null,
    source: draft.source.trim() !== '',
  };
  return (Object.keys(there) as BillPart[]).filter((part) => !there[part]);
}

/** What cannot be right, in a client with the currency `own`. */
export function faultOf(draft: BillDraft, own: string): BillFault | null {
  if (codeOf(draft) === own) return 'ownCurrency';
  if (draft.rate !== null && !(Number(draft.rate) > 0)) return 'rateAbove';
  const typed = draft.amount !== null && draft.rate !== null;
  return typed && gives(draft) === null ? 'tooLarge' : null;
}

/** The bill as it will be kept; null while something is missing or wrong. */
export function billOf(draft: BillDraft, own: string): ForeignBill | null {
  const { amount, rate, rateOn } = draft;
  const converted = gives(draft);
  if (missing(draft).length > 0 || faultOf(draft, own) !== null) return null;
  if (amount === null || rate === null || rateOn === null || converted === null) return null;
  return {
    currency: codeOf(draft),
    amount: toHundredths(amount) ?? 0,
    rate,
    rateOn,
    source: draft.source.trim(),
    converted,
  };
}

/** The billed amount with its code and two places: no sign stands for one currency alone. */
function billed(draft: BillDraft): string {
  const amount = draft.amount === null ? null : toHundredths(draft.amount);
  return `${codeOf(draft)} ${showDecimal(amount === null ? null : toText(amount))}`;
}

/** How the amount comes about: "USD 1,200.00 × 0.9231 = €1,107.72"; null while it cannot be told. */
export function product(draft: BillDraft, own: string): string | null {
  const converted = gives(draft);
  if (converted === null || !isCode(codeOf(draft)) || faultOf(draft, own) !== null) return null;
  return t.equals(billed(draft), showDecimal(draft.rate), money(converted, own));
}

/** A bill to be read: name and words of each fact. */
export function factsOf(bill: ForeignBill | null): [string, string][] {
  if (!bill) return [];
  return [
    [t.billed, billed(draftOf(bill))],
    [t.rate, t.rateOf(showDecimal(bill.rate), day(bill.rateOn))],
    [t.source, bill.source],
  ];
}
