// The calendar: which month and day are looked at, and what of all dated things is shown.
import type { CalendarEntry, CalendarView, DatedKind } from '$/host/bindings';
import { addDays, addMonths } from '$/shared/dates';
import type { Room } from '../room';

export type Group = 'contracts' | 'dates' | 'work' | 'decisions' | 'checks' | 'value';
export const GROUPS: readonly Group[] = [
  'contracts',
  'dates',
  'work',
  'decisions',
  'checks',
  'value',
];

const GROUP: Record<DatedKind, Group> = {
  freeze: 'dates',
  event: 'dates',
  milestone: 'dates',
  programme: 'dates',
  notice: 'contracts',
  renewal: 'contracts',
  trial: 'contracts',
  action: 'work',
  finding: 'work',
  reading: 'work',
  driftCheck: 'work',
  note: 'work',
  review: 'decisions',
  waiting: 'decisions',
  controlTest: 'checks',
  evidence: 'checks',
  accessReview: 'checks',
  accessEnd: 'checks',
  engagementNotice: 'value',
  engagementEnd: 'value',
  benefitEnd: 'value',
};
export const groupOf = (kind: DatedKind): Group => GROUP[kind];

/** Six weeks from Monday on that hold a month. */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`;
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const start = addDays(first, -weekday);
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day)),
  );
}

export interface AgendaDay {
  day: string;
  entries: CalendarEntry[];
}

/** Names an entry among all: one record may fall on two dates in two ways. */
export const entryKey = (entry: CalendarEntry): string =>
  `${entry.kind}:${entry.section}:${entry.code}:${entry.date}`;

export class CalendarState {
  view = $state.raw<CalendarView | null>(null);
  problem = $state.raw<unknown>(null);
  /** The day under the reader's eye. */
  day = $state('');
  /** Only these are shown; none chosen shows all. */
  chosen = $state.raw<readonly Group[]>([]);

  readonly month = $derived(this.day.slice(0, 7));
  readonly shown = $derived(
    (this.view?.entries ?? []).filter(
      (entry) => this.chosen.length === 0 || this.chosen.includes(groupOf(entry.kind)),
    ),
  );
  readonly weeks = $derived(this.month === '' ? [] : weeksOf(this.month));
  readonly byDay = $derived(this.lay());
  readonly missed = $derived(this.shown.filter((entry) => entry.missed));
  readonly agenda = $derived(this.list());
  readonly counts = $derived(
    Object.fromEntries(
      GROUPS.map((group) => [
        group,
        (this.view?.entries ?? []).filter(({ kind }) => groupOf(kind) === group).length,
      ]),
    ) as Record<Group, number>,
  );

  private turn = 0;

  constructor(private readonly room: Pick<Room, 'host'>) {}

  async refresh(): Promise<void> {
    const turn = ++this.turn;
    try {
      const view = await this.room.host.calendar(null, null);
      if (turn !== this.turn) return;
      this.view = view;
      this.problem = null;
      if (this.day === '') this.day = view.on;
    } catch (problem) {
      if (turn === this.turn) this.problem = problem;
    }
  }

  /** The freeze that a day lies in. */
  freezeOn(day: string): CalendarEntry | null {
    return (
      this.shown.find(
        (entry) =>
          entry.kind === 'freeze' && entry.date <= day && day <= (entry.until ?? entry.date),
      ) ?? null
    );
  }

  move(days: number): void {
    this.day = addDays(this.day, days);
  }

  turnMonth(by: number): void {
    this.day = addMonths(this.day, by);
  }

  today(): void {
    if (this.view) this.day = this.view.on;
  }

  toggle(group: Group): void {
    this.chosen = this.chosen.includes(group)
      ? this.chosen.filter((other) => other !== group)
      : [...this.chosen, group];
  }

  private lay(): Map<string, CalendarEntry[]> {
    const days = new Map<string, CalendarEntry[]>();
    for (const entry of this.shown) {
      const list = days.get(entry.date) ?? [];
      list.push(entry);
      days.set(entry.date, list);
    }
    return days;
  }

  /** The days of the month on which something falls; the missed ones of before stand apart. */
  private list(): AgendaDay[] {
    return [...this.byDay]
      .filter(([day]) => day.slice(0, 7) === this.month)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([day, entries]) => ({ day, entries }));
  }
}
