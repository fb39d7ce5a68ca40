// What the other rooms say at the head of the overview: read after it, so that it never waits for them.
import type { CalendarEntry, CalendarView, FrictionView, LedgerSums } from '$/host/bindings';
import type { RecordId } from '$/host/bindings';
import type { Room } from '../room';

const SHOWN = 3;
const NOTICES: CalendarEntry['kind'][] = ['notice', 'engagementNotice'];

/** The next dates. The next notice is always among them: it is the one that costs when it is forgotten. */
export function nextDates(entries: readonly CalendarEntry[]): CalendarEntry[] {
  const ahead = entries
    .filter((entry) => entry.daysLeft >= 0)
    .toSorted((a, b) => a.date.localeCompare(b.date));
  const next = ahead.slice(0, SHOWN);
  const notice = ahead.find((entry) => NOTICES.includes(entry.kind));
  if (!notice || next.includes(notice)) return next;
  return [...next.slice(0, SHOWN - 1), notice];
}

export class RoomsState {
  /** Null while it is read, and where no flow is recorded. */
  friction = $state.raw<FrictionView | null>(null);
  /** Null while it is read, and where nothing was paid yet. */
  ledger = $state.raw<LedgerSums | null>(null);
  /** Null while it is read, and without a date. */
  calendar = $state.raw<CalendarView | null>(null);

  private turn = 0;

  constructor(private readonly room: Pick<Room, 'host'>) {}

  /** A room that cannot be read says so itself, when it is opened. */
  async open(engagement: RecordId | null): Promise<void> {
    const turn = ++this.turn;
    const { host } = this.room;
    const [friction, ledger, calendar] = await Promise.all([
      host.friction(engagement).catch(() => null),
      host.ledger(engagement).catch(() => null),
      host.calendar(null, null).catch(() => null),
    ]);
    if (turn !== this.turn) return;
    const paid = ledger?.toDate ?? null;
    this.friction = friction && friction.flows.length > 0 ? friction : null;
    this.ledger = paid && paid.costCash > 0 ? paid : null;
    this.calendar = calendar && calendar.entries.length > 0 ? calendar : null;
  }
}
