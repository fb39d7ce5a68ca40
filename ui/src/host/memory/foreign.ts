// Bills in another currency of the in-memory host, judged as Rust judges them: of suppliers, of lines of the ledger.
import type { ForeignBill } from '../bindings';
import { times } from '$/shared/exact';
import { problem } from './dossier';
import { major, minor } from './figures';

export type SourceForeign = {
  currency: string;
  amount: string;
  rate: string;
  rate_on: string;
  source: string;
};
type Billed = { foreign?: SourceForeign | null };

const LARGEST = 2 ** 53;
const isDecimal = (text: string): boolean => text.length <= 40 && /^-?\d+(\.\d+)?$/.test(text);
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** The product, rounded once; at the limit where no amount holds it. */
const converted = ({ amount, rate }: SourceForeign): number =>
  times(minor(amount), rate) ?? Math.sign(minor(amount)) * LARGEST;

export const billOf = (foreign: SourceForeign | null | undefined): ForeignBill | null =>
  foreign
    ? {
        currency: foreign.currency,
        amount: minor(foreign.amount),
        rate: foreign.rate,
        rateOn: foreign.rate_on,
        source: foreign.source,
        converted: converted(foreign),
      }
    : null;

/** A bill as it is kept, in a client with the currency `own`; throws what Rust refuses. */
export function recordOf(bill: ForeignBill, own: string): SourceForeign {
  const invalid = (path: string, expected: string): never => {
    throw problem('inputNotUnderstood', { path: `foreign/${path}`, expected });
  };
  const currency = bill.currency.trim().toUpperCase();
  const source = bill.source.trim();
  if (!isDecimal(bill.rate)) invalid('rate', 'a rate above 0');
  if (!isDay(bill.rateOn)) invalid('rateOn', 'the day of the rate');
  if (!/^[A-Z]{3}$/.test(currency)) invalid('currency', 'a currency as three capital letters');
  if (currency === own) invalid('currency', `another currency than the client's ${own}`);
  if (!(Number(bill.rate) > 0)) invalid('rate', 'a rate above 0');
  if (source === '') invalid('source', 'where the rate was read');
  const product = times(bill.amount, bill.rate);
  if (product === null) invalid('amount', 'a smaller amount');
  if (product !== bill.converted) throw problem('refused', { rule: 'foreignAmount' });
  return {
    currency,
    amount: major(bill.amount),
    rate: bill.rate,
    rate_on: bill.rateOn,
    source,
  };
}

/** Puts a bill where another is, or takes it away. The amount that follows; null without a bill. */
export function putBill(line: Billed, bill: ForeignBill | null, own: string): number | null {
  if (bill === null) {
    if (line.foreign) line.foreign = null;
    return null;
  }
  line.foreign = recordOf(bill, own);
  return bill.converted;
}

/** An amount is what its bill gives; without a bill it is what it is. */
export const agrees = ({ foreign }: Billed, amount: string | null): boolean =>
  !foreign || (amount !== null && minor(amount) === converted(foreign));
