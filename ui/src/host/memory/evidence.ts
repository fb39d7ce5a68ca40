// Evidence of the in-memory host. Pictures of the sample client are read from the bundled samples.
import type { Change, EvidenceChange, EvidenceHead, RecordId } from '../bindings';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';
import type { SourceEvidence } from './source';

// As text: a picture by its address would have to be asked for over a network, which tests do not have.
const pictures = import.meta.glob<string>(
  '../../../../src-tauri/crates/domain/data/samples/evidence/*.png',
  { query: '?inline', import: 'default' },
);

export function evidenceHead(e: SourceEvidence): EvidenceHead {
  return {
    id: recordId('evidence', e.id),
    code: e.id,
    title: e.title,
    alt: e.alt,
    mediaType: e.media_type,
    bytes: e.bytes,
    width: e.width,
    height: e.height,
    sha256: e.sha256,
    takenOn: e.taken_on,
    grade: e.grade,
    needsRedaction: e.needs_redaction,
    boxes: e.redactions,
    visibility: e.visibility,
    findings: e.findings,
  };
}

function record(d: MemoryDossier, id: RecordId): SourceEvidence {
  const found = d.client.evidence.find((e) => e.id === codeOf(id));
  if (!found) throw problem('notFound', { record: codeOf(id) });
  return found;
}

/** A drawn stand-in for a screenshot, so that adding evidence can be tried without Rust's dialogs. */
async function drawn(title: string): Promise<Blob> {
  if (typeof OffscreenCanvas === 'undefined')
    return new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], { type: 'image/png' });
  const canvas = new OffscreenCanvas(1200, 800);
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = '#f3f1ed';
    pen.fillRect(0, 0, 1200, 800);
    pen.fillStyle = '#0b6467';
    pen.fillRect(0, 0, 1200, 72);
    pen.fillStyle = '#ffffff';
    pen.font = '600 28px sans-serif';
    pen.fillText(title, 40, 46);
    pen.fillStyle = '#57534c';
    for (let row = 0; row < 14; row += 1)
      pen.fillRect(40, 120 + row * 44, 300 + ((row * 197) % 720), 14);
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

export async function attach(
  d: MemoryDossier,
  names: string[],
  finding: RecordId | null,
): Promise<Change<EvidenceHead[]>> {
  const blobs = await Promise.all(names.map((name) => drawn(name)));
  return d.change('attach_evidence', names.join(', '), ['evidence', 'findings'], () =>
    names.map((name, at) => {
      const next =
        Math.max(0, ...d.client.evidence.map((e) => Number(e.id.replace(/\D/g, '')))) + 1;
      const code = `EV${String(next).padStart(2, '0')}`;
      const blob = blobs[at] ?? new Blob();
      d.files.set(code, blob);
      const owner = finding ? d.finding(finding) : null;
      owner?.evidence_ids.push(code);
      const made: SourceEvidence = {
        id: code,
        engagement: owner?.engagement ?? d.engagement(null).id,
        file: name,
        media_type: 'image/png',
        width: 1200,
        height: 800,
        bytes: blob.size,
        sha256: '0'.repeat(64),
        title: name.replace(/\.[a-z]+$/i, ''),
        alt: '',
        taken_on: d.today,
        grade: 'E3',
        findings: owner ? [owner.id] : [],
        needs_redaction: false,
        redactions: [],
        visibility: 'client',
      };
      d.client.evidence.push(made);
      return evidenceHead(made);
    }),
  );
}

export async function evidenceImage(d: MemoryDossier, id: RecordId): Promise<ArrayBuffer> {
  const own = d.files.get(codeOf(id));
  if (own) return own.arrayBuffer();
  const file = record(d, id).file.replace(/^.*\//, '');
  const load = Object.entries(pictures).find(([path]) => path.endsWith(`/${file}`))?.[1];
  if (!load) return (await drawn(record(d, id).title)).arrayBuffer();
  const bytes = atob((await load()).replace(/^data:[^,]*,/, ''));
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)).buffer;
}

export function editEvidence(d: MemoryDossier, change: EvidenceChange): Change<EvidenceHead> {
  return d.change('edit_evidence', codeOf(change.id), ['evidence'], () => {
    const e = record(d, change.id);
    if (change.title !== undefined && change.title !== null) e.title = change.title;
    if (change.alt !== undefined && change.alt !== null) e.alt = change.alt;
    if (change.grade !== undefined && change.grade !== null) e.grade = change.grade;
    if (change.needsRedaction !== undefined && change.needsRedaction !== null)
      e.needs_redaction = change.needsRedaction;
    if (change.boxes !== undefined && change.boxes !== null) e.redactions = change.boxes;
    if (change.visibility !== undefined && change.visibility !== null)
      e.visibility = change.visibility;
    return evidenceHead(e);
  });
}
