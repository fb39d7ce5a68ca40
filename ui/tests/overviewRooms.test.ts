import { describe, expect, it } from 'vitest';
import { nextDates, RoomsState } from '$/areas/overview/roomsState.svelte';
import type { CalendarEntry } from '$/host/bindings';
import { heronRoom } from './room';

const entry = (kind: CalendarEntry['kind'], date: string, daysLeft: number): CalendarEntry => ({
  kind,
  date,
  until: null,
  section: 'actions',
  id: date,
  code: date,
  title: date,
  daysLeft,
  missed: daysLeft < 0,
  clash: null,
});

describe('the next dates', () => {
  it('are the earliest that lie ahead', () => {
    const dates = nextDates([
      entry('action', '2026-12-01', -3),
      entry('action', '2026-12-09', 5),
      entry('review', '2026-12-04', 0),
      entry('milestone', '2026-12-24', 20),
      entry('action', '2027-01-01', 28),
    ]);
    expect(dates.map(({ date }) => date)).toEqual(['2026-12-04', '2026-12-09', '2026-12-24']);
  });

  it('always hold the next notice', () => {
    const dates = nextDates([
      entry('action', '2026-12-05', 1),
      entry('action', '2026-12-06', 2),
      entry('action', '2026-12-07', 3),
      entry('notice', '2026-12-16', 12),
      entry('notice', '2026-12-30', 26),
    ]);
    expect(dates.map(({ date }) => date)).toEqual(['2026-12-05', '2026-12-06', '2026-12-16']);
  });
});

describe('the rooms on the overview', () => {
  it('say what friction costs, what came back and what is next', async () => {
    const { room } = heronRoom();
    const rooms = new RoomsState(room);
    const [first] = (await room.host.overview(null)).engagements;
    await rooms.open(first?.id ?? null);
    expect(rooms.friction?.totals.cost.likely.total).toBe(262_915_30);
    expect(rooms.ledger?.ratioCash).toBe('0.46');
    expect(nextDates(rooms.calendar?.entries ?? [])).toHaveLength(3);
  });

  it('stay silent where nothing is recorded', async () => {
    const { room } = heronRoom();
    const refuse = () => Promise.reject(new Error('gone'));
    const host = { ...room.host, friction: refuse, ledger: refuse, calendar: refuse };
    const rooms = new RoomsState({ host });
    await rooms.open(null);
    expect([rooms.friction, rooms.ledger, rooms.calendar]).toEqual([null, null, null]);
  });
});
