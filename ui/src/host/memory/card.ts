// A record as a person reads it, from the raw JSON.
import type { RecordCard } from '../bindings';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';

type Raw = Record<string, unknown> & { id: string };

function words(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join(', ');
  if (typeof value !== 'object') return String(value as string | number);
  return Object.entries(value)
    .filter(([, part]) => words(part) !== '')
    .map(([name, part]) => `${name.replaceAll('_', ' ')} ${words(part)}`)
    .join(', ');
}

export function recordCard(dossier: MemoryDossier, id: string): RecordCard {
  const section = id.slice(0, id.indexOf(':'));
  const all = (dossier.client as unknown as Record<string, Raw[] | undefined>)[section];
  const raw = all?.find((record) => record.id === codeOf(id));
  if (!raw) throw problem('notFound', { record: codeOf(id) });
  const finding = section === 'evidence' ? (raw['findings'] as string[] | undefined)?.[0] : null;
  return {
    id,
    section,
    code: raw.id,
    title: words(raw['title'] ?? raw['name'] ?? raw['label'] ?? raw['text']),
    finding: finding ? recordId('findings', finding) : null,
    fields: Object.entries(raw)
      .filter(([name, value]) => name !== 'id' && name !== 'engagement' && words(value) !== '')
      .map(([name, value]) => ({ name, value: words(value) })),
  };
}
