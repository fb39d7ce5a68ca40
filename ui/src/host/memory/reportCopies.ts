// For whom the in-memory host has which report, and in which ways figures are written.
import type { Audience, CopyOption, LocaleOption, ReportKind } from '../bindings';
import { recordId, type MemoryDossier } from './dossier';

const LEDGER: Audience[] = ['founder', 'client'];

/** Every month from the first to the last, the latest first. */
function monthsBetween(first: string, last: string): string[] {
  const [year = 0, month = 1] = first.split('-').map(Number);
  const found: string[] = [];
  for (let at = 0; at < 240; at += 1) {
    const number = month - 1 + at;
    const text = `${String(year + Math.floor(number / 12))}-${String((number % 12) + 1).padStart(2, '0')}`;
    if (text > last) break;
    found.unshift(text);
  }
  return found;
}

export function copyOptions(d: MemoryDossier): CopyOption[] {
  const { client } = d;
  const flows = (client as { flows?: { engagement: string }[] }).flows ?? [];
  return client.engagements.flatMap((e) => {
    const readers: Audience[] =
      e.kind === 'due_diligence' ? ['investor', 'founder'] : ['founder', 'client', 'engineers'];
    const ledger = client.ledger?.engagement === e.id ? client.ledger.months : [];
    const kept = ledger.toReversed().map((month) => month.month);
    const present = client.as_of.slice(0, 7);
    const copy = (
      kind: ReportKind,
      audiences: Audience[],
      months: string[] = [],
      month: string | null = months[0] ?? null,
    ): CopyOption[] =>
      audiences.length > 0
        ? [{ kind, engagement: recordId('engagements', e.id), audiences, months, month }]
        : [];
    const held = readers.filter((reader) => LEDGER.includes(reader));
    const seesFlows = flows.some((flow) => flow.engagement === e.id);
    const since = (e.start ?? client.as_of).slice(0, 7);
    return [
      ...copy('audit', readers),
      ...(kept.length > 0 ? copy('monthly', held, kept) : []),
      ...(seesFlows
        ? copy(
            'lite',
            readers.filter((reader) => reader !== 'engineers'),
          )
        : []),
      ...copy('board', held, monthsBetween(since, present), kept[0] ?? present),
      ...(seesFlows ? copy('case', held) : []),
    ];
  });
}

const LOCALES: [string, string][] = [
  ['en-GB', '€1,234,567 · 20 Nov 2026'],
  ['en-US', '€1,234,567 · Nov 20, 2026'],
  ['de-DE', '1.234.567\u00a0€ · 20.11.2026'],
  ['de-CH', '€\u00a01’234’567 · 20.11.2026'],
  ['fr-FR', '1\u202f234\u202f567\u00a0€ · 20/11/2026'],
  ['el-GR', '1.234.567\u00a0€ · 20/11/2026'],
];

export function localeOptions(d: MemoryDossier): LocaleOption[] {
  const own = d.client.client.language ?? 'en-GB';
  const first = LOCALES.find(([tag]) => tag === own) ?? LOCALES[0];
  return [...new Set([first, ...LOCALES])].flatMap((found) =>
    found ? [{ tag: found[0], sample: found[1] }] : [],
  );
}

/** Headings of the pages of the short reports; null for those that have sections. */
export function shortPages(kind: ReportKind): string[] | null {
  if (kind === 'lite') return ['What friction costs', 'Three moves and the next question'];
  if (kind === 'board') return ['Five measures'];
  return null;
}
