// Which questions the cockpit lists, in which order, and where the next one is. Pure, so that a long interview can be tested.
import type { AreaRow, AnswerState, QuestionRow } from '$/host/bindings';

/** `pack`: the round's question set; `all`: the whole bank, outside answers included. */
export type Scope = 'pack' | 'all';
export type StateFilter = 'any' | 'open' | 'answered' | 'unknown' | 'later' | 'na' | 'findings';

export interface QuestionFilter {
  scope: Scope;
  ask: string;
  state: StateFilter;
  text: string;
}

export const everything: QuestionFilter = { scope: 'pack', ask: '', state: 'any', text: '' };

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const stateMatches: Record<StateFilter, (row: QuestionRow) => boolean> = {
  any: () => true,
  open: (row) => row.state === 'open',
  answered: (row) => row.state === 'answered' || row.state === 'recorded',
  unknown: (row) => row.state === 'unknown' || row.state === 'refused',
  later: (row) => row.later,
  na: (row) => row.state === 'na',
  findings: (row) => row.findings > 0,
};

/** `keep`: a question that stays listed whatever the filter says, as it is the one being answered. */
export function filterQuestions(
  rows: readonly QuestionRow[],
  filter: QuestionFilter,
  keep: string | null = null,
): QuestionRow[] {
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (row.id === keep && words.length === 0) return true;
    if (filter.scope === 'pack' && !row.inPack) return false;
    if (filter.ask !== '' && row.ask !== filter.ask) return false;
    if (!stateMatches[filter.state](row)) return false;
    if (words.length === 0) return true;
    const haystack = fold(`${row.id} ${row.text}`);
    return words.every((word) => haystack.includes(word));
  });
}

export type ListItem =
  | {
      kind: 'area';
      key: string;
      area: string;
      name: string;
      done: number;
      of: number;
      figures: AreaRow | null;
    }
  | { kind: 'question'; key: string; row: QuestionRow };

export const isDone = (state: AnswerState): boolean => state !== 'open';

/** Area headings with their counts, each followed by its questions, in bank order. */
export function groupByArea(rows: readonly QuestionRow[], areas: readonly AreaRow[]): ListItem[] {
  const items: ListItem[] = [];
  const groups = new Map<string, QuestionRow[]>();
  for (const row of rows) {
    const group = groups.get(row.area);
    if (group) group.push(row);
    else groups.set(row.area, [row]);
  }
  for (const [area, group] of groups) {
    const figures = areas.find((a) => a.area === area) ?? null;
    items.push({
      kind: 'area',
      key: `area-${area}`,
      area,
      name: figures?.name ?? area,
      done: group.filter((row) => isDone(row.state)).length,
      of: group.length,
      figures,
    });
    for (const row of group) items.push({ kind: 'question', key: row.id, row });
  }
  return items;
}

export const questionsOf = (items: readonly ListItem[]): QuestionRow[] =>
  items.flatMap((item) => (item.kind === 'question' ? [item.row] : []));

/** The question `by` steps away; it stops at both ends. Without a current one, the first. */
export function step(
  rows: readonly QuestionRow[],
  current: string | null,
  by: number,
): string | null {
  if (rows.length === 0) return null;
  const at = rows.findIndex((row) => row.id === current);
  if (at < 0) return rows[0]?.id ?? null;
  return rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.id ?? null;
}

/** The first question of the next area (`by` 1) or of this or the previous one (`by` -1). */
export function stepArea(
  rows: readonly QuestionRow[],
  current: string | null,
  by: 1 | -1,
): string | null {
  const at = rows.findIndex((row) => row.id === current);
  const here = rows[at];
  if (!here) return rows[0]?.id ?? null;
  if (by === 1) return rows.slice(at).find((row) => row.area !== here.area)?.id ?? here.id;
  const first = rows.findIndex((row) => row.area === here.area);
  if (first < at) return rows[first]?.id ?? here.id;
  const before = rows[first - 1]?.area;
  return rows.find((row) => row.area === before)?.id ?? here.id;
}
