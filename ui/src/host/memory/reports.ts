// Reports of the in-memory host: the checks read the records; the pages are drawn, not typeset. Typesetting is Rust's.
import type {
  Audience,
  Branding,
  CheckItem,
  Exported,
  PreviewPages,
  RecordId,
  ReportCheck,
  ReportOptions,
  ReportParams,
  Visibility,
} from '../bindings';
import { engagementHead } from './audit';
import { flowOptions } from './automation';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';
import { severityOf } from './figures';
import { copyOptions, localeOptions, shortPages } from './reportCopies';

const SECTIONS: [string, string][] = [
  ['cover', 'Cover'],
  ['founderPage', 'One page for the founder'],
  ['friction', 'Friction and automation'],
  ['milestones', 'Milestones'],
  ['areas', 'Area table'],
  ['findings', 'Top findings'],
  ['exposure', 'Exposure'],
  ['roadmap', 'Roadmap'],
  ['sound', 'What we checked and found sound'],
  ['method', 'Method, scope and limits'],
  ['annexFindings', 'Annex A: findings'],
  ['annexAnswers', 'Annex B: answers'],
  ['annexEvidence', 'Annex C: evidence index'],
];

export function brandingOf(d: MemoryDossier): Branding {
  const b = d.client.brand;
  return {
    practice: b.practice,
    person: d.client.people.find((p) => p.id === b.person)?.label ?? b.person,
    line: b.line,
    accent: b.accent,
    footer: b.footer,
    logo: null,
  };
}

export function reportOptions(d: MemoryDossier): ReportOptions {
  const empty = (id: string) =>
    id === 'findings' || id === 'annexFindings'
      ? d.findings.every((f) => f.status === 'draft')
      : id === 'roadmap'
        ? d.client.actions.length === 0
        : id === 'areas'
          ? d.client.rounds.length === 0
          : id === 'milestones'
            ? d.client.milestones.length === 0
            : id === 'sound';
  const deal = d.client.engagements.some((e) => e.kind === 'due_diligence');
  return {
    engagements: d.client.engagements.map((e) => engagementHead(d, e.id)),
    audiences: (['founder', 'client', 'engineers', 'investor'] as Audience[]).map((audience) => ({
      audience,
      available: audience !== 'investor' || deal,
      reason: audience === 'investor' && !deal ? 'noEngagementForAudience' : null,
    })),
    copies: copyOptions(d),
    sections: SECTIONS.map(([id, title]) => ({ id, title, empty: empty(id) })),
    months: (d.client.ledger?.months ?? []).toReversed().map((month) => ({
      month: month.month,
      engagement: recordId('engagements', d.client.ledger?.engagement ?? ''),
      signed: month.signed_on !== null,
    })),
    locales: localeOptions(d),
    flows: flowOptions(d),
    branding: brandingOf(d),
  };
}

const SEES: Record<Audience, Visibility[]> = {
  founder: ['client', 'founder'],
  client: ['client'],
  engineers: ['client'],
  investor: ['client', 'investor'],
};

function visible(d: MemoryDossier, params: ReportParams) {
  const all = d.findings.filter(
    (f) => f.engagement === codeOf(params.engagement) && f.status !== 'draft',
  );
  return { all, seen: all.filter((f) => SEES[params.audience].includes(f.visibility)) };
}

const digestOf = (d: MemoryDossier, params: ReportParams): string => {
  let hash = 5381;
  for (const letter of JSON.stringify([params, d.client.findings, d.client.evidence]))
    hash = ((hash * 33) ^ letter.charCodeAt(0)) >>> 0;
  return hash.toString(16).padStart(8, '0');
};

function pageCount(d: MemoryDossier, params: ReportParams): number {
  const short = shortPages(params.kind);
  if (short) return short.length;
  const { seen } = visible(d, params);
  const options = reportOptions(d);
  const printed = options.sections.filter((s) => !s.empty && params.sections[s.id] !== false);
  return printed.reduce(
    (pages, s) => pages + (s.id === 'findings' ? Math.ceil(Math.min(10, seen.length) / 2) : 1),
    0,
  );
}

export function checkReport(d: MemoryDossier, params: ReportParams): ReportCheck {
  const { all, seen: told } = visible(d, params);
  // The short reports print figures and no finding of their own.
  const seen = shortPages(params.kind) ? [] : told;
  const items: CheckItem[] = [];
  const link = (code: string) => ({ section: 'findings', id: recordId('findings', code), code });
  const leaving = d.client.evidence.filter(
    (e) =>
      !e.trashed &&
      SEES[params.audience].includes(e.visibility) &&
      e.findings.some((code) => seen.some((f) => f.id === code)),
  );
  for (const e of leaving) {
    if (e.needs_redaction && e.redactions.length === 0) {
      items.push({
        tier: 'stop',
        code: 'needsRedaction',
        params: { title: e.title },
        record: { section: 'evidence', id: recordId('evidence', e.id), code: e.id },
      });
    }
  }
  const stop =
    params.audience === 'investor'
      ? d.findings
          .filter(
            (f) => f.deal_class === 'deal-critical' && f.status !== 'closed' && !seen.includes(f),
          )
          .map((f) => f.id)
      : [];
  for (const code of stop)
    items.push({
      tier: 'stop',
      code: 'dealCriticalWithheld',
      params: { title: d.findings.find((f) => f.id === code)?.title ?? '' },
      record: link(code),
    });
  for (const f of seen) {
    if (f.for_founder.trim() === '')
      items.push({
        tier: 'stop',
        code: 'founderSentenceMissing',
        params: { title: f.title },
        record: link(f.id),
      });
    if (f.evidence_grade === 'E1' && ['critical', 'high'].includes(severityOf(d.client, f) ?? ''))
      items.push({
        tier: 'warning',
        code: 'toldOnly',
        params: { title: f.title },
        record: link(f.id),
      });
    if (f.loss === null)
      items.push({
        tier: 'warning',
        code: 'noCost',
        params: { title: f.title },
        record: link(f.id),
      });
  }
  if (params.kind === 'board')
    items.push({
      tier: 'note',
      code: 'measureFirst',
      params: { measure: 'Milestones on track' },
      record: null,
    });
  for (const section of reportOptions(d).sections)
    if (section.empty && !shortPages(params.kind))
      items.push({
        tier: 'note',
        code: 'sectionEmpty',
        params: { section: section.title },
        record: null,
      });
  const pages = pageCount(d, params);
  return {
    items,
    withheldOwn: all.length - told.length,
    withheldReuse: 0,
    stop,
    findings: seen.length,
    images: leaving.map((e) => ({
      id: recordId('evidence', e.id),
      code: e.id,
      title: e.title,
      alt: e.alt,
      redactions: e.redactions.length,
      shown: false,
    })),
    pages,
    readMinutes: Math.max(1, Math.round(pages * 0.75)),
    digest: digestOf(d, params),
  };
}

const previews = new WeakMap<MemoryDossier, Map<string, { title: string; of: number }[]>>();

export function previewReport(d: MemoryDossier, params: ReportParams): PreviewPages {
  const { seen } = visible(d, params);
  const titles: string[] = [...(shortPages(params.kind) ?? [])];
  const sections = titles.length > 0 ? [] : reportOptions(d).sections;
  for (const section of sections) {
    if (section.empty || params.sections[section.id] === false) continue;
    if (section.id !== 'findings') titles.push(section.title);
    else
      for (let at = 0; at < Math.min(10, seen.length); at += 2)
        titles.push(
          seen
            .slice(at, at + 2)
            .map((f) => `${f.id} ${f.title}`)
            .join('\n'),
        );
  }
  const key = digestOf(d, params);
  const known = previews.get(d) ?? new Map<string, { title: string; of: number }[]>();
  known.set(
    key,
    titles.map((title) => ({ title, of: titles.length })),
  );
  previews.set(d, known);
  const [width, height] = params.paper === 'a4' ? [595, 842] : [612, 792];
  return {
    key,
    pages: titles.map((title, index) => ({
      index,
      width,
      height,
      hash: `${params.kind}-${params.month ?? ''}-${params.locale ?? ''}-${params.paper}-${params.audience}-${params.recipient}-${title}-${String(index)}/${String(titles.length)}`,
    })),
  };
}

function lines(
  pen: OffscreenCanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  width: number,
  step: number,
): number {
  let line = '',
    at = y;
  for (const word of text.split(/\s+/)) {
    if (line !== '' && pen.measureText(`${line} ${word}`).width > width) {
      pen.fillText(line, x, at);
      at += step;
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  pen.fillText(line, x, at);
  return at + step;
}

export async function previewPage(
  d: MemoryDossier,
  key: string,
  index: number,
  width: number,
): Promise<ArrayBuffer> {
  const page = previews.get(d)?.get(key)?.[index];
  if (!page) throw problem('cancelled');
  const nothing = () => new Uint8Array([0x89, 0x50, 0x4e, 0x47]).buffer;
  if (typeof OffscreenCanvas === 'undefined') return nothing();
  const height = Math.round(width * 1.414),
    unit = width / 595;
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  // A page without a canvas is a component test's: it draws nothing.
  if (!pen) return nothing();
  const font = (size: number, weight = 400) => {
    pen.font = `${String(weight)} ${String(size * unit)}px "Inter Variable", sans-serif`;
  };
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = d.client.brand.accent || '#0b6467';
  pen.fillRect(56 * unit, 52 * unit, 28 * unit, 3 * unit);
  pen.fillStyle = '#57534c';
  font(8);
  pen.fillText(`${d.client.client.codename} · Leverage Audit`, 56 * unit, 44 * unit);
  pen.fillStyle = '#1d1b18';
  if (index === 0) {
    font(30, 650);
    lines(pen, 'Leverage Audit', 56 * unit, 260 * unit, 470 * unit, 38 * unit);
    font(14);
    lines(
      pen,
      `${d.client.client.codename}, ${d.today}`,
      56 * unit,
      300 * unit,
      470 * unit,
      20 * unit,
    );
  } else {
    let y = 92 * unit;
    for (const title of page.title.split('\n')) {
      font(16, 650);
      pen.fillStyle = '#1d1b18';
      y = lines(pen, title, 56 * unit, y, 470 * unit, 22 * unit);
      const finding = d.findings.find((f) => title.startsWith(f.id));
      font(9.5);
      pen.fillStyle = '#1d1b18';
      for (const text of finding
        ? [finding.for_founder, finding.for_engineers, finding.recommendation]
        : [])
        y = lines(pen, text, 56 * unit, y + 4 * unit, 470 * unit, 14 * unit);
      if (!finding) {
        pen.fillStyle = '#e3dfd8';
        for (let row = 0; row < 30; row += 1)
          pen.fillRect(56 * unit, y + row * 20 * unit, (300 + ((row * 83) % 180)) * unit, 6 * unit);
      }
      y += 26 * unit;
    }
  }
  pen.fillStyle = '#6f6a61';
  font(8);
  pen.fillText(d.client.brand.footer, 56 * unit, 812 * unit);
  pen.fillText(`${String(index + 1)} of ${String(page.of)}`, 510 * unit, 812 * unit);
  return (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer();
}

export function exportReport(d: MemoryDossier, params: ReportParams, shown: RecordId[]): Exported {
  const check = checkReport(d, params);
  const unseen = check.images.filter((image) => !shown.includes(image.id));
  if (unseen.length > 0)
    throw problem('refused', {
      rule: 'imagesNotShown',
      detail: unseen.map((i) => i.code).join(', '),
    });
  if (check.items.some((item) => item.tier === 'stop'))
    throw problem('exportStopped', {
      count: String(check.items.filter((i) => i.tier === 'stop').length),
    });
  d.client.reports = (d.client.reports ?? 0) + 1;
  return {
    path: `/home/you/Documents/${d.client.client.codename.toLowerCase()}-leverage-audit-${params.audience}.pdf`,
    bytes: 412_288 + check.pages * 18_000,
    sha256: `${check.digest}${'4e1f9c20'.repeat(7)}`,
    pages: check.pages,
    chainHead: `${check.digest}${'a7c3'.repeat(14)}`,
  };
}
