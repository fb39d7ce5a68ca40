// Where a date lies on a strip of twelve months that begins today: 0 to 1, floats for drawing alone.
import { addMonths } from '$/shared/dates';

const DAY = 86_400_000;
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

export interface Strip {
  from: string;
  until: string;
  /** First day of each month, and the middle of what the strip shows of it. */
  months: { month: string; at: number; middle: number; wide: number }[];
}

/** The year from a day on, with its months. */
export function stripFrom(on: string): Strip {
  const until = addMonths(on, 12);
  const whole = days(on, until);
  const first = `${on.slice(0, 7)}-01`;
  const months = Array.from({ length: 13 }, (_, at) => {
    const [from, to] = [addMonths(first, at), addMonths(first, at + 1)];
    const [start, end] = [days(on, from) / whole, days(on, to) / whole];
    const middle = (Math.max(0, start) + Math.min(1, end)) / 2;
    return {
      month: from.slice(0, 7),
      at: start,
      middle,
      wide: Math.min(1, end) - Math.max(0, start),
    };
  });
  return { from: on, until, months: months.filter(({ wide }) => wide > 0.03) };
}

/** Below 0 is the past, above 1 lies beyond the strip. */
export function placeOf(strip: Strip, date: string): number {
  return days(strip.from, date) / days(strip.from, strip.until);
}
