// Local days as text, "YYYY-MM-DD": typed, moved, compared. No zone can shift them.

const DAY_MS = 86_400_000;

/** The reader's own day at an instant. */
export function localDay(instant: number = Date.now()): string {
  const at = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** What was typed as a day: year, month, day in this order, with any mark between them; else null. */
export function parseDay(typed: string): string | null {
  const parts = /^\s*(\d{4})(?:[-./ ](\d{1,2})[-./ ](\d{1,2})|(\d{2})(\d{2}))\s*$/.exec(typed);
  if (!parts) return null;
  const [, year, month, date, monthOnly, dateOnly] = parts;
  const text = `${year}-${(month ?? monthOnly ?? '').padStart(2, '0')}-${(date ?? dateOnly ?? '').padStart(2, '0')}`;
  const at = Date.parse(`${text}T00:00:00Z`);
  // 31 February is refused and not taken for 3 March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last. */
export function addMonths(day: string, months: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  const wanted = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(wanted, last));
  return at.toISOString().slice(0, 10);
}
