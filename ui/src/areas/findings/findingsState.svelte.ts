// The list of findings: filter, order, place.
import type { FindingRow, FindingStatus, RecordId, Severity } from '$/host/bindings';
import type { Room } from '../room';

export type SortKey = 'severity' | 'exposure' | 'leverage' | 'found' | 'code' | 'status';
export interface FindingFilter {
  status: 'any' | 'unfixed' | FindingStatus;
  severity: 'any' | Severity;
  area: string;
  text: string;
}

export const STATUSES: readonly FindingStatus[] = [
  'draft',
  'confirmed',
  'planned',
  'in_progress',
  'closed',
  'accepted',
];
const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
export const allFindings: FindingFilter = { status: 'any', severity: 'any', area: 'any', text: '' };

const fold = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function filterFindings(rows: readonly FindingRow[], filter: FindingFilter): FindingRow[] {
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.status === 'unfixed' && row.status === 'closed') return false;
    if (filter.status !== 'any' && filter.status !== 'unfixed' && row.status !== filter.status)
      return false;
    if (filter.severity !== 'any' && row.severity !== filter.severity) return false;
    if (filter.area !== 'any' && row.area !== filter.area) return false;
    const haystack = fold(`${row.code} ${row.title} ${row.owner ?? ''}`);
    return words.every((word) => haystack.includes(word));
  });
}

/** Rank where larger means "more": a severity not known yet is the least. */
const severityRank = (row: FindingRow): number =>
  row.severity ? SEVERITIES.length - SEVERITIES.indexOf(row.severity) : 0;

const rank: Record<SortKey, (row: FindingRow) => number | string> = {
  severity: severityRank,
  exposure: (row) => row.exposure.likely,
  leverage: (row) => (row.leverage === null ? -1 : Number(row.leverage)),
  found: (row) => row.foundOn,
  code: (row) => row.code,
  status: (row) => STATUSES.indexOf(row.status),
};

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'en', { numeric: true });

/** Ties fall to the larger exposure, then to the lower number. */
export function sortFindings(
  rows: readonly FindingRow[],
  by: SortKey,
  direction: 'ascending' | 'descending',
): FindingRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort(
    (a, b) =>
      sign * compare(rank[by](a), rank[by](b)) ||
      b.exposure.likely - a.exposure.likely ||
      compare(a.code, b.code),
  );
}

export class FindingsState {
  rows = $state.raw<FindingRow[] | null>(null);
  filter = $state<FindingFilter>({ ...allFindings });
  sortBy = $state<SortKey>('severity');
  direction = $state<'ascending' | 'descending'>('descending');
  selected = $state<RecordId | null>(null);
  problem = $state.raw<unknown>(null);

  readonly shown = $derived(
    sortFindings(filterFindings(this.rows ?? [], this.filter), this.sortBy, this.direction),
  );
  readonly areas = $derived([...new Set((this.rows ?? []).map((row) => row.area))].sort());
  readonly narrowed = $derived(
    this.filter.text !== '' ||
      this.filter.status !== 'any' ||
      this.filter.severity !== 'any' ||
      this.filter.area !== 'any',
  );

  private engagement: RecordId | null = null;
  private turn = 0;
  private latest: Promise<void> = Promise.resolve();

  constructor(private readonly room: Room) {}

  async open(engagement: RecordId | null, wanted: RecordId | null = null): Promise<void> {
    this.engagement = engagement;
    await this.refresh();
    const rows = this.rows;
    if (!rows) return;
    const known = rows.some((row) => row.id === wanted);
    if (wanted && known) this.reveal(wanted);
    else if (!rows.some((row) => row.id === this.selected))
      this.selected = this.shown[0]?.id ?? null;
  }

  /** Reads the list; resolves when the newest reading is there, also when that is a later one. */
  refresh(): Promise<void> {
    this.latest = this.read();
    return this.latest;
  }

  private async read(): Promise<void> {
    const turn = ++this.turn;
    try {
      const rows = await this.room.host.findings(this.engagement);
      if (turn !== this.turn) return await this.latest;
      this.rows = rows;
      this.problem = null;
      if (this.selected && !rows.some((row) => row.id === this.selected))
        this.selected = this.shown[0]?.id ?? null;
    } catch (problem) {
      if (turn === this.turn) this.problem = problem;
    }
  }

  /** Selects a finding and drops a filter that would hide it. */
  reveal(id: RecordId): void {
    this.selected = id;
    if (!this.shown.some((row) => row.id === id)) this.filter = { ...allFindings };
  }

  /** After another filter: what is open is in the list, or nothing is. A finding that is being changed stays open. */
  settle(): void {
    if (this.rows && !this.shown.some((row) => row.id === this.selected))
      this.selected = this.shown[0]?.id ?? null;
  }

  move(by: number): void {
    const at = this.shown.findIndex((row) => row.id === this.selected);
    const next = this.shown[Math.min(this.shown.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (next) this.selected = next.id;
  }

  clear(): void {
    this.filter = { ...allFindings };
  }

  /** One row changed: show it at once, before the list is read again. */
  patch(row: FindingRow): void {
    this.rows = this.rows?.map((old) => (old.id === row.id ? row : old)) ?? null;
  }
}
