// A reading of adoption while it is filled in: what it still lacks, and what is sent.
import type { NewReading } from './caseState.svelte';
import { automation } from '$/text/rooms/automation';

const t = automation.adoption.missing;

export interface ReadingForm {
  on: string | null;
  able: string | null;
  using: string | null;
  total: string | null;
  through: string | null;
  reasons: { reason: string; people: string | null }[];
}

export const emptyForm = (on: string): ReadingForm => ({
  on,
  able: null,
  using: null,
  total: null,
  through: null,
  reasons: [{ reason: '', people: null }],
});

const number = (typed: string | null): number | null => (typed === null ? null : Number(typed));

/** The first thing that is missing or cannot be, in words; null when the reading can be kept. */
export function lacks(form: ReadingForm): string | null {
  if (form.on === null) return t.on;
  const pairs = [
    [number(form.using), number(form.able)],
    [number(form.through), number(form.total)],
  ] as const;
  for (const [part, whole] of pairs) {
    if ((part === null) !== (whole === null)) return t.pair;
    if (part !== null && whole !== null && part > whole) return t.part;
  }
  return pairs.every(([, whole]) => !whole) ? t.whole : null;
}

/** What is sent; a line without words or without people is no reason. */
export function readingOf(form: ReadingForm): NewReading {
  return {
    on: form.on ?? '',
    usersAble: number(form.able),
    usersUsing: number(form.using),
    casesTotal: number(form.total),
    casesThrough: number(form.through),
    reasons: form.reasons
      .map(({ reason, people }) => ({ reason: reason.trim(), people: number(people) ?? 0 }))
      .filter(({ reason, people }) => reason !== '' && people > 0),
  };
}
