// A pasted list as vendors: columns by their names, cells with tolerance, and a remark for each cell that is left out.
import type { NewVendor } from '$/host/bindings';
import { parseDay } from '$/shared/dates';
import { currencySymbol, currentLocale, parseMoney } from '$/text/format';
import { isFormula, plainCell } from './spreadsheet';

export const FIELDS = [
  'name',
  'purpose',
  'criticality',
  'data',
  'annualCost',
  'monthlyCost',
  'renewal',
  'noticeDays',
  'exit',
  'exitDays',
  'decision',
] as const;
export type Field = (typeof FIELDS)[number];

export type Remark =
  | 'noName'
  | 'known'
  | 'twice'
  | 'formula'
  | 'cost'
  | 'currency'
  | 'renewal'
  | 'notice'
  | 'exitDays'
  | 'times12';

export interface Line {
  vendor: NewVendor;
  remarks: Remark[];
  /** Taken over unless somebody says otherwise. */
  ready: boolean;
}

export const MOST_LINES = 500;

/** Names of columns as people give them, lower case and letters alone. The first that fits counts. */
const NAMES: [Field, RegExp][] = [
  ['exitDays', /^(exit|leaving|migration)?days(toleave|toexit|forexit)$|^exit(days|effortdays)$/],
  ['monthlyCost', /month|monatlich|mensuel/],
  ['noticeDays', /notice|cancellation|kündigung|preavis|préavis/],
  ['renewal', /renew|expir|contractend|enddate|enddt|nextterm|validuntil|verlängerung|laufzeit/],
  ['annualCost', /cost|price|amount|spend|annual|yearly|peryear|fee|kosten|betrag|preis|coût|prix/],
  ['criticality', /critical|importance|priority|dependen|kritikal|impact/],
  ['exit', /exit|leaving|wayout|alternative|migration|ausstieg/],
  ['data', /^data|dataheld|datacategor|personaldata|daten/],
  ['decision', /decision|nextstep|action|entscheid/],
  ['name', /vendor|supplier|provider|company|^tool|^name$|product|lieferant|anbieter|fournisseur/],
  ['purpose', /purpose|usedfor|whatfor|description|service|category|^use$|^what$|zweck/],
];

const bare = (head: string): string => head.toLowerCase().replace(/[^\p{L}]/gu, '');

function fieldOf(head: string): Field | null {
  return NAMES.find(([, pattern]) => pattern.test(bare(head)))?.[0] ?? null;
}

export interface Guess {
  header: boolean;
  columns: (Field | null)[];
}

/** Which column is what. Without a first line of names the first column is the vendor, and the rest is asked. */
export function guessColumns(rows: readonly string[][]): Guess {
  const first = rows[0] ?? [];
  const width = Math.max(0, ...rows.map((row) => row.length));
  const found: (Field | null)[] = Array.from({ length: width }, () => null);
  first.forEach((head, at) => {
    const field = fieldOf(head);
    // Each field once: of two columns that could be it, the first.
    if (field && !found.includes(field)) found[at] = field;
  });
  const named = found.filter((field) => field !== null).length;
  const header = found.includes('name') ? named >= Math.min(2, width) : named >= 2;
  if (header) {
    if (!found.includes('name')) {
      const free = found.indexOf(null);
      if (free >= 0) found[free] = 'name';
    }
    return { header, columns: found };
  }
  return { header: false, columns: found.map((_, at) => (at === 0 ? 'name' : null)) };
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** A day as spreadsheets write it: year first, 31.12.2026, 31/12/2026 (12/31/2026 where that is the custom), 31 Dec 2026. */
export function readDay(cell: string): string | null {
  const direct = parseDay(cell) ?? parseDay(cell.replace(/[T ]\d{1,2}:\d{2}.*$/, ''));
  if (direct) return direct;
  const numbers = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(cell);
  if (numbers) {
    const [, one = '', mark, two = '', year = ''] = numbers;
    const dayFirst = mark === '.' || currentLocale() !== 'en-US';
    const [day, month] = dayFirst ? [one, two] : [two, one];
    return parseDay(`${year}-${month}-${day}`) ?? parseDay(`${year}-${day}-${month}`);
  }
  const words = /^(?:(\d{1,2})\.? )?(\p{L}{3,})\.? ?(\d{1,2})?,? (\d{4})$/u.exec(cell);
  if (!words) return null;
  const [, before, name = '', after, year = ''] = words;
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const day = before ?? after;
  return month && day ? parseDay(`${year}-${month}-${day}`) : null;
}

const UNITS: [RegExp, number][] = [
  [/^(d|days?|tage?|jours?)?$/, 1],
  [/^(w|wks?|weeks?|wochen?|semaines?)$/, 7],
  [/^(m|mo|mths?|months?|monate?|mois)$/, 30],
  [/^(y|yrs?|years?|jahre?|ans?)$/, 365],
];

/** "30", "30 days", "3 months" as days; a month counts as 30, a year as 365. */
export function readDays(cell: string): number | null {
  const parts = /^(\d{1,4})\s*(\p{L}*)\.?$/u.exec(cell.trim());
  const unit = UNITS.find(([pattern]) => pattern.test((parts?.[2] ?? '-').toLowerCase()))?.[1];
  const days = parts && unit ? Number(parts[1]) * unit : null;
  return days !== null && days <= 3660 ? days : null;
}

const SIGNS = /[$£¥€₹]|\b(?:USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK|CAD|AUD)\b/i;

function readCost(cell: string, currency: string): number | 'cost' | 'currency' {
  const plain = cell.replace(/\s*(\/|per|a|p\.?)\s*(year|yr|annum|month|mo|a|m)\.?$/i, '');
  const sign = SIGNS.exec(plain)?.[0].toUpperCase();
  if (sign && sign !== currency && sign !== currencySymbol(currency).toUpperCase())
    return 'currency';
  const parsed = parseMoney(plain, currency);
  return 'refused' in parsed || parsed.value === null || parsed.value < 0 ? 'cost' : parsed.value;
}

const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** The lines as vendors. What is known already, or stands twice, is not ready by itself. */
export function readVendors(
  rows: readonly string[][],
  columns: readonly (Field | null)[],
  currency: string,
  known: readonly string[],
): Line[] {
  const taken = new Set(known.map(fold));
  const seen = new Set<string>();
  return rows.slice(0, MOST_LINES).map((row) => {
    const remarks: Remark[] = [];
    const cell = (field: Field) => row[columns.indexOf(field)] ?? '';
    const words = (field: Field) => {
      const written = cell(field);
      if (columns.includes(field) && isFormula(written) && !remarks.includes('formula'))
        remarks.push('formula');
      return columns.includes(field) ? plainCell(written) : '';
    };
    const read = <T>(field: Field, remark: Remark, take: (cell: string) => T | null): T | null => {
      const written = columns.includes(field) ? plainCell(cell(field)) : '';
      if (written === '' || written === '-' || written === '–') return null;
      const value = take(written);
      if (value === null) remarks.push(remark);
      return value;
    };
    const cost = (field: Field, times: number) =>
      read(field, 'cost', (written) => {
        const amount = readCost(written, currency);
        if (amount === 'currency') {
          remarks.push('currency');
          return 'left' as const;
        }
        return amount === 'cost' || !Number.isSafeInteger(amount * times) ? null : amount * times;
      });
    const yearly = cost('annualCost', 1);
    const monthly = typeof yearly === 'number' ? null : cost('monthlyCost', 12);
    if (typeof monthly === 'number') remarks.push('times12');
    const name = words('name');
    const vendor: NewVendor = {
      name,
      purpose: words('purpose'),
      criticality: words('criticality').toLowerCase(),
      data: words('data'),
      annualCost:
        typeof yearly === 'number' ? yearly : typeof monthly === 'number' ? monthly : null,
      renewal: read('renewal', 'renewal', readDay),
      noticeDays: read('noticeDays', 'notice', readDays),
      exit: words('exit'),
      exitDays: read('exitDays', 'exitDays', readDays),
      decision: words('decision'),
    };
    const key = fold(name);
    if (name === '') remarks.unshift('noName');
    else if (taken.has(key)) remarks.unshift('known');
    else if (seen.has(key)) remarks.unshift('twice');
    seen.add(key);
    // A name that is a formula, or there already, is taken over only when somebody says so.
    const stops: Remark[] = ['noName', 'known', 'twice', 'formula'];
    return { vendor, remarks, ready: !remarks.some((remark) => stops.includes(remark)) };
  });
}
