// The overview of the in-memory host: everything on it is computed from the same records as the other screens.
import type { OptionalRoom, Overview, OverviewRooms, RecordId } from '../bindings';
import { engagementHead, roundHead } from './audit';
import { calendar } from './calendar';
import { recordId, type MemoryDossier } from './dossier';
import { compareAreas, countsOf, headsOf, scoreRound } from './figures';
import { findingRow } from './findings';
import { frictionSource } from './frictionSource';
import { ledger } from './ledger';
import { clientOf } from './ledgerSource';
import { vendorsOf } from './vendors';

/** Optional rooms that hold something, in the order of the rail. */
export function roomsInUse(d: MemoryDossier): OptionalRoom[] {
  const { flows = [], decisions = [] } = frictionSource(d);
  const friction =
    flows.some((flow) => !flow.trashed) ||
    decisions.some((one) => one.state === 'waiting' || Boolean(one.waiting_since));
  const vendors = vendorsOf(d).length > 0 || calendar(d, null, null).entries.length > 0;
  const rooms: OptionalRoom[] = [];
  if (friction) rooms.push('friction');
  if (vendors) rooms.push('vendors');
  if (clientOf(d).ledger) rooms.push('ledger');
  return rooms;
}

function roomsOf(d: MemoryDossier, engagement: string): OverviewRooms {
  const { flows = [] } = frictionSource(d);
  const { entries, missed } = calendar(d, null, null);
  const own = clientOf(d).ledger?.engagement === engagement;
  return {
    friction: flows.some((flow) => flow.engagement === engagement && !flow.trashed),
    ledger: own && (ledger(d, recordId('engagements', engagement)).toDate?.costCash ?? 0) > 0,
    dates: entries.filter(({ daysLeft }) => daysLeft >= 0).length,
    missed,
  };
}

export function overview(d: MemoryDossier, engagement: RecordId | null): Overview {
  const e = d.engagement(engagement);
  const rounds = d.client.rounds.filter((r) => r.engagement === e.id);
  const round = rounds.at(-1) ?? null;
  const basis = round ? (d.client.rounds.find((r) => r.id === round.basis) ?? null) : null;
  const now = round ? scoreRound(d.client, round, d.questions) : null;
  const before = basis ? scoreRound(d.client, basis, d.questions) : null;
  const found = d.findings.filter((f) => f.engagement === e.id && f.status !== 'draft');
  const open = found.filter((f) => f.status !== 'closed');
  const head = round ? roundHead(d, round) : null;
  const order = { critical: 0, high: 1, medium: 2, low: 3 } as const;
  const rank = (row: { severity: keyof typeof order | null }) =>
    row.severity ? order[row.severity] : 4;
  return {
    engagement: engagementHead(d, e.id),
    engagements: d.client.engagements.map((x) => engagementHead(d, x.id)),
    round: head,
    basis: basis ? roundHead(d, basis) : null,
    areas: now ? (before ? compareAreas(now.areas, before.areas) : now.areas) : [],
    overall: now?.overall ?? { outOf100: null, low: null, high: null },
    wasOverall: before?.overall ?? null,
    openCounts: countsOf(d.client, open),
    foundCounts: countsOf(d.client, found),
    open: headsOf(d.client, open),
    asFound: headsOf(d.client, found),
    top: open
      .map((f) => findingRow(d, f))
      .sort((a, b) => rank(a) - rank(b) || b.exposure.likely - a.exposure.likely)
      .slice(0, 5),
    steps: {
      asked: (head?.answered ?? 0) > 0,
      found: d.findings.some((f) => f.engagement === e.id),
      planned: d.client.actions.some((a) => a.engagement === e.id),
      reported: (d.client.reports ?? 0) > 0,
    },
    milestones:
      e.id === d.client.engagements[0]?.id
        ? d.client.milestones.map((m) => ({
            title: m.title,
            date: m.date,
            current: m.current,
            target: m.target,
          }))
        : [],
    rooms: roomsOf(d, e.id),
    answered: head?.answered ?? 0,
    inPack: head?.questions ?? 0,
  };
}
