// The commands of the audit, findings, overview, reports and journal of the in-memory host, over the open dossier.
import type { RecordId } from '../bindings';
import type { Commands } from '../commands';
import * as audits from './audit';
import { problem, recordId, type MemoryDossier } from './dossier';
import * as evidence from './evidence';
import * as findings from './findings';
import { overview } from './overview';
import * as pricing from './pricing';
import * as reports from './reports';

type Answers<K extends keyof Commands> = {
  [N in K]: (...given: Parameters<Commands[N]>) => Promise<ReturnType<Commands[N]>>;
};

export type RoomCommand =
  | 'overview'
  | 'audit'
  | 'question'
  | 'answer'
  | 'startRound'
  | 'freezeRound'
  | 'createFromQuestion'
  | 'saveOwnQuestion'
  | 'exportBank'
  | 'importBank'
  | 'findings'
  | 'finding'
  | 'template'
  | 'searchTemplates'
  | 'priceTemplate'
  | 'addPerson'
  | 'raiseFinding'
  | 'editFinding'
  | 'trashRecord'
  | 'restoreRecord'
  | 'eraseRecord'
  | 'trash'
  | 'saveTemplate'
  | 'attachEvidence'
  | 'attachDropped'
  | 'pasteEvidence'
  | 'evidenceImage'
  | 'editEvidence'
  | 'undo'
  | 'redo'
  | 'history'
  | 'restoreVersion'
  | 'reportOptions'
  | 'checkReport'
  | 'previewReport'
  | 'previewPage'
  | 'exportReport';

/** `open` gives the dossier of the open client and throws the problem `noClient` when there is none. */
export function roomCommands(open: () => MemoryDossier): Answers<RoomCommand> {
  const trashed = (id: RecordId, at: number | undefined) => {
    const d = open();
    const record = id.startsWith('evidence:')
      ? d.client.evidence.find((e) => recordId('evidence', e.id) === id)
      : d.finding(id);
    if (!record) throw problem('notFound', { record: id });
    return d.change(
      at ? 'trash' : 'restore',
      record.id,
      ['findings', 'evidence', 'answers'],
      () => {
        if (at) record.trashed = at;
        else delete record.trashed;
        return null;
      },
    );
  };
  return {
    overview: async (engagement) => overview(open(), engagement),
    audit: async (engagement, round) => audits.audit(open(), engagement, round),
    question: async (round, id) => audits.question(open(), round, id),
    answer: async (change) => audits.answer(open(), change),
    startRound: async (round) => audits.startRound(open(), round),
    freezeRound: async (round) => audits.freezeRound(open(), round),
    createFromQuestion: async (round, id, kind, title) =>
      audits.createFromQuestion(open(), round, id, kind, title),
    saveOwnQuestion: async (question) => audits.saveOwnQuestion(open(), question),
    exportBank: async () => 'own-questions.json',
    importBank: async () => null,
    findings: async (engagement) => findings.findings(open(), engagement),
    finding: async (id) => findings.finding(open(), id),
    template: async (id) => pricing.template(open(), id),
    searchTemplates: async (text) => pricing.searchTemplates(open(), text),
    priceTemplate: async (id, inputs) => pricing.driversOf(pricing.templateOf(open(), id), inputs),
    raiseFinding: async (raise) => findings.raiseFinding(open(), raise),
    editFinding: async (change) => findings.editFinding(open(), change),
    trashRecord: async (id) => trashed(id, Date.now()),
    restoreRecord: async (id) => trashed(id, undefined),
    eraseRecord: async (id) => {
      const d = open();
      d.client.findings = d.client.findings.filter((f) => recordId('findings', f.id) !== id);
      d.client.evidence = d.client.evidence.filter((e) => recordId('evidence', e.id) !== id);
      return null;
    },
    trash: async () => {
      const d = open();
      return [
        ...d.client.findings.flatMap((f) =>
          f.trashed
            ? [
                {
                  id: recordId('findings', f.id),
                  section: 'findings',
                  code: f.id,
                  title: f.title,
                  at: f.trashed,
                },
              ]
            : [],
        ),
        ...d.client.evidence.flatMap((e) =>
          e.trashed
            ? [
                {
                  id: recordId('evidence', e.id),
                  section: 'evidence',
                  code: e.id,
                  title: e.title,
                  at: e.trashed,
                },
              ]
            : [],
        ),
      ];
    },
    addPerson: async (name, role) => audits.addPerson(open(), name, role),
    saveTemplate: async (id) => findings.saveTemplate(open(), id),
    attachEvidence: async (finding) =>
      evidence.attach(open(), ['Screenshot of the console.png'], finding),
    attachDropped: async (token, finding) => evidence.attach(open(), token.split('|'), finding),
    pasteEvidence: async (finding) => {
      const made = await evidence.attach(open(), ['Pasted picture'], finding);
      const head = made.value[0];
      if (!head) throw problem('clipboardEmpty');
      return { value: head, undo: made.undo };
    },
    evidenceImage: async (id) => evidence.evidenceImage(open(), id),
    editEvidence: async (change) => evidence.editEvidence(open(), change),
    undo: async () => open().undo(),
    redo: async () => open().redo(),
    history: async (id) => open().history(id),
    restoreVersion: async (id, seq) => open().restoreVersion(id, seq),
    reportOptions: async () => reports.reportOptions(open()),
    checkReport: async (params) => reports.checkReport(open(), params),
    previewReport: async (params) => reports.previewReport(open(), params),
    previewPage: async (key, index, width) => reports.previewPage(open(), key, index, width),
    exportReport: async (params, _password, shown) => reports.exportReport(open(), params, shown),
  };
}
