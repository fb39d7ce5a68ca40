// The commands of the audit, findings, overview, reports and journal of the in-memory host, over the open dossier.
import type { RecordId } from '../bindings';
import type { Commands } from '../commands';
import * as audits from './audit';
import * as automation from './automation';
import { calendar } from './calendar';
import { problem, recordId, type MemoryDossier } from './dossier';
import * as evidence from './evidence';
import * as findings from './findings';
import { friction } from './friction';
import * as flows from './frictionEdit';
import { frictionSource } from './frictionSource';
import * as ledgers from './ledger';
import * as chains from './ledgerChain';
import * as months from './month';
import { overview } from './overview';
import * as pricing from './pricing';
import * as reports from './reports';
import * as suppliers from './vendors';

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
  | 'automationCases'
  | 'automationCase'
  | 'editAutomation'
  | 'friction'
  | 'addFlow'
  | 'editFlow'
  | 'addTimedCase'
  | 'removeTimedCase'
  | 'useTimedCases'
  | 'vendors'
  | 'vendor'
  | 'addVendor'
  | 'addVendors'
  | 'editVendor'
  | 'calendar'
  | 'trashRecord'
  | 'restoreRecord'
  | 'eraseRecord'
  | 'trash'
  | 'saveTemplate'
  | 'ledger'
  | 'ledgerChain'
  | 'ledgerFigure'
  | 'monthWork'
  | 'startLedger'
  | 'openMonth'
  | 'repeatMonth'
  | 'signMonth'
  | 'editMonth'
  | 'setHoursMonth'
  | 'addCost'
  | 'editCost'
  | 'removeCost'
  | 'addRecurring'
  | 'editRecurring'
  | 'removeRecurring'
  | 'addValue'
  | 'editValue'
  | 'removeValue'
  | 'addCorrection'
  | 'editCorrection'
  | 'removeCorrection'
  | 'putBuilt'
  | 'removeBuilt'
  | 'putDecisionNeeded'
  | 'removeDecisionNeeded'
  | 'judgeEvent'
  | 'captureNote'
  | 'readOutcome'
  | 'beginRecheck'
  | 'checkClosed'
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
      : id.startsWith('flows:')
        ? frictionSource(d).flows?.find((flow) => recordId('flows', flow.id) === id)
        : id.startsWith('vendors:')
          ? suppliers.anyVendor(d, id)
          : d.finding(id);
    if (!record) throw problem('notFound', { record: id });
    return d.change(
      at ? 'trash' : 'restore',
      record.id,
      ['findings', 'evidence', 'answers', 'flows', 'vendors'],
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
    automationCases: async (engagement) => automation.automationCases(open(), engagement),
    automationCase: async (flow) => automation.automationCase(open(), flow),
    editAutomation: async (change) => automation.editAutomation(open(), change),
    friction: async (engagement) => friction(open(), engagement),
    addFlow: async (flow) => flows.addFlow(open(), flow),
    editFlow: async (change) => flows.editFlow(open(), change),
    addTimedCase: async (flow, seconds, note) => flows.addTimedCase(open(), flow, seconds, note),
    removeTimedCase: async (flow, at) => flows.removeTimedCase(open(), flow, at),
    useTimedCases: async (flow) => flows.useTimedCases(open(), flow),
    trashRecord: async (id) => trashed(id, Date.now()),
    restoreRecord: async (id) => trashed(id, undefined),
    eraseRecord: async (id) => {
      const d = open();
      d.client.findings = d.client.findings.filter((f) => recordId('findings', f.id) !== id);
      d.client.evidence = d.client.evidence.filter((e) => recordId('evidence', e.id) !== id);
      const client = frictionSource(d);
      client.flows = client.flows?.filter((f) => recordId('flows', f.id) !== id) ?? [];
      suppliers.eraseVendor(d, id);
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
        ...(frictionSource(d).flows ?? []).flatMap((f) =>
          f.trashed
            ? [
                {
                  id: recordId('flows', f.id),
                  section: 'flows',
                  code: f.id,
                  title: f.name,
                  at: f.trashed,
                },
              ]
            : [],
        ),
        ...suppliers.trashedVendors(d),
      ];
    },
    vendors: async () => suppliers.vendors(open()),
    vendor: async (id) => suppliers.vendor(open(), id),
    addVendor: async (vendor) => suppliers.addVendor(open(), vendor),
    addVendors: async (list) => suppliers.addVendors(open(), list),
    editVendor: async (change) => suppliers.editVendor(open(), change),
    calendar: async (from, until) => calendar(open(), from, until),
    addPerson: async (name, role) => audits.addPerson(open(), name, role),
    saveTemplate: async (id) => findings.saveTemplate(open(), id),
    ledger: async (engagement) => ledgers.ledger(open(), engagement),
    ledgerChain: async (line) => chains.ledgerChain(open(), line),
    ledgerFigure: async (query) => chains.ledgerFigure(open(), query),
    monthWork: async (month) => months.monthWork(open(), month),
    startLedger: async (wish) => ledgers.startLedger(open(), wish),
    openMonth: async () => ledgers.openMonth(open()),
    repeatMonth: async (month) => ledgers.repeatMonth(open(), month),
    signMonth: async (sign) => ledgers.signMonth(open(), sign),
    editMonth: async (change) => ledgers.editMonth(open(), change),
    setHoursMonth: async (hours) => ledgers.setHoursMonth(open(), hours),
    addCost: async (cost) => ledgers.addCost(open(), cost),
    editCost: async (change) => ledgers.editLine(open(), 'cost', change),
    removeCost: async (id) => ledgers.removeLine(open(), 'cost', id),
    addRecurring: async (cost) => ledgers.addRecurring(open(), cost),
    editRecurring: async (change) => ledgers.editLine(open(), 'recurring', change),
    removeRecurring: async (id) => ledgers.removeLine(open(), 'recurring', id),
    addValue: async (value) => ledgers.addValue(open(), value),
    editValue: async (change) => ledgers.editLine(open(), 'value', change),
    removeValue: async (id) => ledgers.removeLine(open(), 'value', id),
    addCorrection: async (correction) => ledgers.addCorrection(open(), correction),
    editCorrection: async (change) => ledgers.editLine(open(), 'correction', change),
    removeCorrection: async (id) => ledgers.removeLine(open(), 'correction', id),
    putBuilt: async (built) => ledgers.putBuilt(open(), built),
    removeBuilt: async (month, index) => ledgers.removeAt(open(), 'built', month, index),
    putDecisionNeeded: async (decision) => ledgers.putDecisionNeeded(open(), decision),
    removeDecisionNeeded: async (month, index) =>
      ledgers.removeAt(open(), 'decisions_needed', month, index),
    judgeEvent: async (judgement) => months.judgeEvent(open(), judgement),
    captureNote: async (note) => months.captureNote(open(), note),
    readOutcome: async (reading) => months.readOutcome(open(), reading),
    beginRecheck: async (month) => months.beginRecheck(open(), month),
    checkClosed: async (check) => months.checkClosed(open(), check),
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
