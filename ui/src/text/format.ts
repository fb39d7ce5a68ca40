// Numbers, money and dates in the chosen region's form. Amounts stay exact: all arithmetic here is
// on decimal text and integers, never on binary fractions.

let locale = 'en-GB';

/** Sets the region (BCP 47) for every number and date drawn from now on. Unknown tags are refused. */
export function setLocale(tag: string): void {
  try {
    locale = Intl.getCanonicalLocales(tag)[0] ?? locale;
  } catch {
    return;
  }
  forms.clear();
}

export function currentLocale(): string {
  return locale;
}

const forms = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function form<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => F,
): F {
  const known = forms.get(key);
  if (known) return known as F;
  const made = make();
  forms.set(key, made);
  return made;
}

const number = (key: string, options: Intl.NumberFormatOptions) =>
  form(`n:${key}`, () => new Intl.NumberFormat(locale, options));

const date = (key: string, options: Intl.DateTimeFormatOptions) =>
  form(`d:${key}`, () => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }));

// ---------- money

/** Places of a currency's minor unit: 2 for EUR, 0 for JPY. */
export function minorPlaces(currency: string): number {
  return (
    number(`places:${currency}`, { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  );
}

/** Minor units to exact decimal text: (123456, "EUR") → "1234.56". */
export function minorToDecimal(minor: number, currency: string): string {
  const places = minorPlaces(currency);
  const sign = minor < 0 ? '-' : '';
  const digits = String(Math.abs(minor)).padStart(places + 1, '0');
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** `Intl` reads decimal text exactly; the lib's types know it as a template string. */
const exact = (decimal: string) => decimal as unknown as number;

/** An exact amount with its currency: "€1,234.56". `null` is a dash, never zero. */
export function money(minor: number | null, currency: string): string {
  if (minor === null) return '–';
  return number(`money:${currency}`, { style: 'currency', currency }).format(
    exact(minorToDecimal(minor, currency)),
  );
}

/** Whole units: "€84,000". For reading, not for adding up. */
export function moneyWhole(minor: number | null, currency: string): string {
  if (minor === null) return '–';
  return number(`whole:${currency}`, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
  }).format(exact(minorToDecimal(minor, currency)));
}

/** Short: "€84K", "€1.2M". For charts and cards. */
export function moneyShort(minor: number | null, currency: string): string {
  if (minor === null) return '–';
  return number(`short:${currency}`, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumSignificantDigits: 3,
  }).format(exact(minorToDecimal(minor, currency)));
}

/** A short range: "€18K – €216K"; one amount when both ends are equal. */
export function moneyRange(low: number, high: number, currency: string): string {
  const [from, to] = [moneyShort(low, currency), moneyShort(high, currency)];
  return from === to ? from : `${from} – ${to}`;
}

export function currencySymbol(currency: string): string {
  return (
    number(`symbol:${currency}`, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
      .formatToParts(0)
      .find((part) => part.type === 'currency')?.value ?? currency
  );
}

/** The amount as a field shows it: grouped, without the currency, places only where they matter. */
export function showMoneyInput(minor: number, currency: string): string {
  const places = minorPlaces(currency);
  const decimal = minorToDecimal(minor, currency);
  const whole = places === 0 || decimal.endsWith(`.${'0'.repeat(places)}`);
  return number(`input:${whole ? 0 : places}`, {
    minimumFractionDigits: whole ? 0 : places,
    maximumFractionDigits: whole ? 0 : places,
  }).format(exact(decimal));
}

// ---------- decimals

/** Exact decimal text in the locale's form: "0.85" → "0,85" in German. Places are kept as given. */
export function showDecimal(decimal: string | null): string {
  if (decimal === null) return '–';
  const places = decimal.split('.')[1]?.length ?? 0;
  return number(`decimal:${places}`, {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(exact(decimal));
}

/** A reading as somebody wrote it: plain numbers in the region's form, everything else as it stands. */
export function showReading(written: string): string {
  return /^-?\d+(\.\d+)?$/.test(written) ? showDecimal(written) : written;
}

/** A count: 12345 → "12,345". */
export function count(value: number): string {
  return number('count', { maximumFractionDigits: 0 }).format(value);
}

/** Decimal share as per cent: "0.85" → "85 %". */
export function percent(decimal: string | null): string {
  if (decimal === null) return '–';
  return number('percent', { style: 'percent', maximumFractionDigits: 0 }).format(exact(decimal));
}

/** Bytes in words: 60198 → "60 kB". */
export function bytes(size: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let unit = 0;
  let shown = size;
  while (shown >= 1000 && unit < units.length - 1) {
    shown /= 1000;
    unit += 1;
  }
  return number(`bytes:${unit}`, {
    style: 'unit',
    unit: units[unit],
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: shown < 10 && unit > 0 ? 1 : 0,
  }).format(shown);
}

export type Refusal = 'notANumber' | 'tooPrecise' | 'tooLarge';
export type Parsed<T> = { value: T | null } | { refused: Refusal };

function separators(): { decimal: string; group: string } {
  const parts = number('separators', { useGrouping: true, minimumFractionDigits: 1 }).formatToParts(
    1234567.8,
  );
  const find = (type: string) => parts.find((part) => part.type === type)?.value;
  return { decimal: find('decimal') ?? '.', group: find('group') ?? ',' };
}

const SPACES = /[\s\u00a0\u202f'’]/g;

/**
 * What a person typed, as exact decimal text with a point. Comma and point are both taken: the
 * locale's decimal sign is always the decimal sign, and the other one is grouping when it parts
 * exact thousands, else the decimal sign. More places than `places` are refused, never rounded;
 * trailing zeros beyond them are no precision and are dropped. Empty text is `null`.
 */
export function parseDecimal(typed: string, places: number): Parsed<string> {
  let text = typed.normalize('NFKC').replace(SPACES, '').replace(/[−–]/g, '-');
  if (text === '') return { value: null };
  const { decimal } = separators();
  const other = decimal === ',' ? '.' : ',';
  const negative = text.startsWith('-');
  text = text.replace(/^[+-]/, '');
  if (!/^[\d.,]+$/.test(text)) return { refused: 'notANumber' };

  let whole: string;
  let fraction = '';
  const point = decimalPoint(text, decimal, other);
  if (point === undefined) return { refused: 'notANumber' };
  if (point === -1) whole = text;
  else {
    whole = text.slice(0, point);
    fraction = text.slice(point + 1);
  }
  if (/[.,]/.test(whole) && !/^\d{1,3}([.,]\d{2,3})*([.,]\d{3})$/.test(whole)) {
    return { refused: 'notANumber' };
  }
  whole = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '') || '0';
  if (
    !/^\d*$/.test(fraction) ||
    (fraction === '' && point === text.length - 1 && text.length === 1)
  ) {
    return { refused: 'notANumber' };
  }
  if (fraction.length > places) return { refused: 'tooPrecise' };
  const value = fraction === '' ? whole : `${whole}.${fraction}`;
  const zero = /^[0.]*$/.test(value);
  return { value: negative && !zero ? `-${value}` : value };
}

/** Index of the decimal sign, -1 for none, undefined when the text cannot be read. */
function decimalPoint(text: string, decimal: string, other: string): number | undefined {
  const own = text.indexOf(decimal);
  if (own >= 0) {
    // Two decimal signs are either grouping by the other convention ("1.234.567") or a slip.
    if (text.indexOf(decimal, own + 1) < 0)
      return text.indexOf(other, own) >= 0 ? foreign(text, other) : own;
    return text.includes(other) ? foreign(text, other) : -1;
  }
  const at = text.indexOf(other);
  if (at < 0) return -1;
  if (text.indexOf(other, at + 1) >= 0) return -1;
  // One foreign sign: "1.234" in German is a thousand; "1.5" can only be one and a half.
  return /^\d{1,3}[.,]\d{3}$/.test(text) && !text.startsWith('0') ? -1 : at;
}

/** The other sign is the decimal one when it stands once, at the end, after grouping: "1,234.50". */
function foreign(text: string, other: string): number | undefined {
  const at = text.lastIndexOf(other);
  return text.indexOf(other) === at ? at : undefined;
}

const LARGEST = 2 ** 53;

/** Thousands and millions as people write them after an amount: "5k", "2.5m", "1,2 Mio". */
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/(?<=[\d\s])(k|tsd\.?)\s*$/i, 3],
  [/(?<=[\d\s])(m|mn|mio\.?)\s*$/i, 6],
];

/**
 * What a person typed as money, in minor units. The currency's sign or code may stand beside it, and "k" or "m" after
 * it. More places than the currency has are refused, after the scale: "2.5m" is exact.
 */
export function parseMoney(typed: string, currency: string): Parsed<number> {
  let bare = typed
    .replace(currencySymbol(currency), '')
    .replace(new RegExp(currency, 'i'), '')
    .replace(/^\s*-\s+/, '-');
  const scale = SCALES.find(([ending]) => ending.test(bare));
  if (scale) bare = bare.replace(scale[0], '');
  const places = minorPlaces(currency) + (scale?.[1] ?? 0);
  const parsed = parseDecimal(bare, places);
  if ('refused' in parsed) return parsed;
  if (parsed.value === null) return { value: null };
  const [whole = '0', fraction = ''] = parsed.value.split('.');
  const minor = Number(whole + fraction.padEnd(places, '0'));
  if (!Number.isSafeInteger(minor) || Math.abs(minor) > LARGEST) return { refused: 'tooLarge' };
  return { value: minor };
}

// ---------- dates

/** A local date: "2026-06-03" → "3 Jun 2026". */
export function day(localDate: string | null): string {
  if (localDate === null) return '–';
  return date('day', { day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(`${localDate}T00:00:00Z`),
  );
}

/** "2026-06" → "June 2026". */
export function monthWords(month: string): string {
  return date('month', { month: 'long', year: 'numeric' }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  );
}

/** A month on an axis: "Jun". */
export function monthShort(month: string): string {
  return date('monthShort', { month: 'short' }).format(Date.parse(`${month}-01T00:00:00Z`));
}

/** The day of the week alone: "Wed". */
export function weekday(localDate: string): string {
  return date('weekday', { weekday: 'short' }).format(new Date(`${localDate}T00:00:00Z`));
}

/** With the day of the week: "Wed, 3 Jun 2026". */
export function dayWords(localDate: string): string {
  return date('dayWords', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(`${localDate}T00:00:00Z`));
}

/** With the day of the week, beside a date that names its year: "Wed 3 Jun". */
export function dayBeside(localDate: string): string {
  return date('dayBeside', { weekday: 'short', day: 'numeric', month: 'short' })
    .format(new Date(`${localDate}T00:00:00Z`))
    .replace(',', '');
}

/** Without the year: "3 Jun". */
export function dayShort(localDate: string | null): string {
  if (localDate === null) return '–';
  return date('dayShort', { day: 'numeric', month: 'short' }).format(
    new Date(`${localDate}T00:00:00Z`),
  );
}

/** The day of an instant in the reader's own zone: "3 Jun 2026". */
export function dayOf(instant: number): string {
  return date('dayOf', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: undefined,
  }).format(new Date(instant));
}

/** An instant in the reader's own zone: "3 Jun 2026, 14:05". */
export function moment(instant: number | null): string {
  if (instant === null) return '–';
  return date('moment', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: undefined,
  }).format(new Date(instant));
}

/** "today", "yesterday", "3 days ago", "in 2 weeks", compared at `now` (ms). */
export function ago(instant: number, now: number): string {
  const words = form('r', () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const days = Math.round((startOfDay(instant) - startOfDay(now)) / 86_400_000);
  if (Math.abs(days) < 14) return words.format(days, 'day');
  if (Math.abs(days) < 60) return words.format(Math.round(days / 7), 'week');
  return words.format(Math.round(days / 30.4), 'month');
}

function startOfDay(instant: number): number {
  return new Date(instant).setHours(0, 0, 0, 0);
}
