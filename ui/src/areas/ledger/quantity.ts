// A quantity in words.
import type { Quantity } from '$/host/bindings';
import { text } from '$/text';
import { money, percent, showDecimal } from '$/text/format';

const t = text.ledger.explain;

export function quantity(value: Quantity, currency: string): string {
  if (value.money !== null) return money(value.money, currency);
  if (value.text === null) return t.noValue;
  switch (value.unit) {
    case 'share':
      return percent(value.text);
    case 'hours':
    case 'days':
    case 'months':
      return t.units[value.unit](showDecimal(value.text));
    case 'text':
      return value.text;
    default:
      return showDecimal(value.text);
  }
}
