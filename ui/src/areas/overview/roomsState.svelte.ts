// What the other rooms say at the head of the overview: read after it, so that it never waits for them.
import type {
  CalendarEntry,
  CalendarView,
  FrictionView,
  LedgerSums,
  OverviewRooms,
  RecordId,
} from '$/host/bindings';
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

/** Which tiles stand, and how many dates are listed; null is no list. */
export interface Tiles {
  friction: boolean;
  ledger: boolean;
  dates: number | null;
  missed: number;
}

export class RoomsState {
  /** Null while it is read, and where no flow is recorded. */
  friction = $state.raw<FrictionView | null>(null);
  /** Null while it is read, and where nothing was paid yet. */
  ledger = $state.raw<LedgerSums | null>(null);
  /** Null while it is read, and without a date. */
  calendar = $state.raw<CalendarView | null>(null);

  /** The rooms of this engagement were read. */
  read = $state(false);

  private turn = 0;
  private engagement: RecordId | null | undefined;

  constructor(private readonly room: Pick<Room, 'host'>) {}

  /** What is known of the tiles now. Until they are read, those that will come keep their place. */
  tiles(expected: OverviewRooms): Tiles {
    const { calendar } = this;
    const missed = this.read ? (calendar?.missed ?? 0) : expected.missed;
    const dates = this.read
      ? nextDates(calendar?.entries ?? []).length
      : Math.min(SHOWN, expected.dates);
    return {
      friction: this.read ? this.friction !== null : expected.friction,
      ledger: this.read ? this.ledger !== null : expected.ledger,
      dates: dates > 0 || missed > 0 ? dates : null,
      missed,
    };
  }

  /** A room that cannot be read says so itself, when it is opened. */
  async open(engagement: RecordId | null): Promise<void> {
    const turn = ++this.turn;
    const { host } = this.room;
    if (engagement !== this.engagement) {
      this.engagement = engagement;
      this.read = false;
      this.friction = this.ledger = this.calendar = null;
    }
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
    this.read = true;
  }
}
