// The search of the in-memory host: every record by its code and its title, lines of the ledger one by one.
import type { Hit, HitKind } from '../bindings';
import { recordId, type MemoryDossier } from './dossier';
import { clientOf } from './ledgerSource';

const MOST = 20;
/** Sections whose hits have a kind of their own. */
const KINDS: Record<string, HitKind> = {
  findings: 'finding',
  evidence: 'evidence',
  notes: 'note',
  people: 'person',
};
const SECTIONS = [
  'findings',
  'flows',
  'vendors',
  'actions',
  'decisions',
  'milestones',
  'systems',
  'controls',
  'people',
  'notes',
  'evidence',
];
const TITLES = ['title', 'name', 'label', 'what', 'text'];

type Raw = Record<string, unknown> & { id: string; trashed?: number };

const titleOf = (raw: Raw): string =>
  (TITLES.map((field) => raw[field]).find((title) => typeof title === 'string' && title !== '') as
    string | undefined) ?? '';

const hit = (section: string, id: string, code: string, title: string): Hit => ({
  kind: KINDS[section] ?? 'record',
  section,
  id,
  code,
  title,
  snippet: '',
});

export function search(d: MemoryDossier, text: string): Hit[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const fits = (line: string) => words.every((word) => line.toLowerCase().includes(word));
  const lists = d.client as unknown as Record<string, Raw[] | undefined>;
  const records = SECTIONS.flatMap((section) =>
    (lists[section] ?? [])
      .filter((raw) => !raw.trashed && fits(`${raw.id} ${titleOf(raw)}`))
      .map((raw) => hit(section, recordId(section, raw.id), raw.id, titleOf(raw))),
  );
  const lines = (clientOf(d).ledger?.months ?? [])
    .flatMap((month) => [
      ...month.values.map(({ id, what }) => ({ id, what })),
      ...month.costs.map(({ id, what }) => ({ id, what })),
      ...month.corrections.map(({ id, reason }) => ({ id, what: reason })),
    ])
    .filter(({ id, what }) => fits(`${id} ${what}`))
    .map(({ id, what }) => hit('ledger', id, id, what));
  const questions = d.questions
    .filter((question) => fits(`${question.id} ${question.question}`))
    .map(({ id, question }) => ({
      ...hit('answers', id, id, question),
      kind: 'question' as const,
    }));
  return [...records, ...lines, ...questions].slice(0, MOST);
}
