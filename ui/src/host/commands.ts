// Every command by its name, arguments and answer: the face that both hosts show. It stands apart from
// the generated types, because two commands (pictures) answer with bytes and are not generated.
import type {
  AnswerChange,
  AppState,
  Arrived,
  AuditView,
  AutomationCase,
  AutomationChange,
  AutomationRow,
  BackupDone,
  BackupWish,
  Branding,
  CalendarView,
  BuiltChange,
  Change,
  ClientCard,
  ClientHead,
  ClientKeeping,
  ContactCard,
  Created,
  Decimal,
  DecisionNeededChange,
  Destroyed,
  DestroyedClient,
  DrillDone,
  EvidenceChange,
  EvidenceHead,
  Explanation,
  Exported,
  FactsOfClient,
  FigureQuery,
  FindingChange,
  FindingDetail,
  FindingRow,
  FlowChange,
  FlowView,
  FrictionView,
  HandOverDone,
  HandOverWish,
  Hit,
  Imported,
  InboxJudgement,
  LedgerView,
  LineChange,
  LossDriver,
  MergeChoice,
  MergeView,
  MonthChange,
  MonthWork,
  NewClient,
  NewFlow,
  NewVendor,
  NewCorrection,
  NewCost,
  NewDriftCheck,
  NewInboxNote,
  NewReading,
  NewRecurring,
  NewRound,
  NewValue,
  Overview,
  OwnQuestion,
  PersonHead,
  Preferences,
  PreviewPages,
  PrintedKey,
  QuestionDetail,
  QuestionRow,
  RaiseFinding,
  RecordCard,
  RecordId,
  ReportCheck,
  ReportOptions,
  ReportParams,
  Rotated,
  RoundHead,
  Safekeeping,
  SealLevel,
  Sensitive,
  SignMonth,
  StartLedger,
  Strength,
  TemplateCard,
  TemplateDetail,
  Trashed,
  ValueChain,
  VaultCheck,
  VendorChange,
  VendorDetail,
  VendorsView,
  Version,
  WaysIn,
} from './bindings';

/** Each returns a promise that rejects with a `Problem`. */
export interface Commands {
  appState(): AppState;
  passphraseStrength(text: string): Strength;
  createVault(passphrase: string): AppState; // progress "derive"
  unlock(passphrase: string): AppState; // progress "derive"
  cancelJob(job: string): null;
  lock(): null; // the keys go; the window's document is replaced
  cover(): null; // the vault stays open behind it; needs a PIN
  uncover(pin: string): AppState; // the fifth wrong PIN locks
  setPin(pin: string): AppState;
  removePin(): AppState;
  flushed(turn: number): null; // the answer to the event "saving"
  suggestPassphrase(): string; // six words, kept in Rust until the vault is made
  copySensitive(what: Sensitive): null; // Rust copies what it holds; cleared after 15 s and at lock
  listClients(): ClientCard[];
  createClient(client: NewClient): Created;
  openClient(id: string): ClientHead;
  openClientWithSheet(id: string, sheet: string): ClientHead;
  confirmSheet(id: string, first: string, second: string): null; // the two groups typed back
  closeClient(): null;
  importClient(): Imported | null; // dialog in Rust; null = cancelled
  exportClient(id: string): string | null; // dialog in Rust; path
  addSamples(): ClientCard[];
  removeSamples(): number;
  overview(engagement: RecordId | null): Overview;
  audit(engagement: RecordId | null, round: RecordId | null): AuditView;
  question(round: RecordId, question: string): QuestionDetail;
  answer(change: AnswerChange): Change<QuestionRow>;
  clientFacts(): FactsOfClient;
  editClientFacts(facts: FactsOfClient): Change<ClientHead>;
  addPerson(name: string, role: string): Change<PersonHead>;
  startRound(round: NewRound): Change<RoundHead>;
  freezeRound(round: RecordId): Change<RoundHead>;
  createFromQuestion(
    round: RecordId,
    question: string,
    kind: string,
    title: string,
  ): Change<QuestionRow>;
  saveOwnQuestion(question: OwnQuestion): Change<string>;
  exportBank(): string | null;
  importBank(): number | null; // own questions and templates, as a file
  findings(engagement: RecordId | null): FindingRow[];
  finding(id: RecordId): FindingDetail;
  template(id: string): TemplateDetail;
  searchTemplates(text: string): TemplateCard[];
  priceTemplate(
    id: string,
    inputs: { driver: number; key: string; low: Decimal | null; high: Decimal | null }[],
  ): LossDriver[];
  raiseFinding(finding: RaiseFinding): Change<FindingDetail>;
  editFinding(change: FindingChange): Change<FindingDetail>;
  automationCases(engagement: RecordId | null): AutomationRow[];
  automationCase(flow: RecordId): AutomationCase;
  editAutomation(change: AutomationChange): Change<AutomationCase>;
  friction(engagement: RecordId | null): FrictionView;
  addFlow(flow: NewFlow): Change<FlowView>;
  editFlow(change: FlowChange): Change<FlowView>;
  addTimedCase(flow: RecordId, seconds: number, note: string): Change<FlowView>;
  removeTimedCase(flow: RecordId, at: number): Change<FlowView>;
  useTimedCases(flow: RecordId): Change<FlowView>; // hours := mean × cases ÷ people
  vendors(): VendorsView;
  vendor(id: RecordId): VendorDetail;
  addVendor(vendor: NewVendor): Change<VendorDetail>;
  addVendors(vendors: NewVendor[]): Change<VendorsView>; // a pasted list, one undoable step
  editVendor(change: VendorChange): Change<VendorDetail>;
  calendar(from: string | null, until: string | null): CalendarView;
  trashRecord(id: RecordId): Change<null>;
  restoreRecord(id: RecordId): Change<null>;
  eraseRecord(id: RecordId): null;
  trash(): Trashed[];
  saveTemplate(finding: RecordId): Change<string>; // "save as template": strips the client's facts
  ledger(engagement: string | null): LedgerView;
  ledgerChain(line: string): ValueChain;
  ledgerFigure(query: FigureQuery): Explanation;
  monthWork(month: string): MonthWork;
  startLedger(wish: StartLedger): Change<LedgerView>;
  openMonth(): Change<LedgerView>;
  repeatMonth(month: string): Change<LedgerView>; // each line waits for its new reading
  signMonth(sign: SignMonth): Change<LedgerView>; // a barrier for undo
  editMonth(change: MonthChange): Change<LedgerView>;
  setHoursMonth(hours: string | null): Change<LedgerView>;
  addCost(cost: NewCost): Change<LedgerView>;
  editCost(change: LineChange): Change<LedgerView>;
  removeCost(id: string): Change<LedgerView>;
  addRecurring(cost: NewRecurring): Change<LedgerView>;
  editRecurring(change: LineChange): Change<LedgerView>;
  removeRecurring(id: string): Change<LedgerView>; // ends it where it stands in a signed month
  addValue(value: NewValue): Change<LedgerView>;
  editValue(change: LineChange): Change<LedgerView>;
  removeValue(id: string): Change<LedgerView>;
  addCorrection(correction: NewCorrection): Change<LedgerView>;
  editCorrection(change: LineChange): Change<LedgerView>;
  removeCorrection(id: string): Change<LedgerView>;
  putBuilt(built: BuiltChange): Change<LedgerView>;
  removeBuilt(month: string, index: number): Change<LedgerView>;
  putDecisionNeeded(decision: DecisionNeededChange): Change<LedgerView>;
  removeDecisionNeeded(month: string, index: number): Change<LedgerView>;
  judgeEvent(judgement: InboxJudgement): Change<MonthWork>;
  captureNote(note: NewInboxNote): Change<MonthWork>;
  readOutcome(reading: NewReading): Change<MonthWork>;
  beginRecheck(month: string): Change<RoundHead>;
  checkClosed(check: NewDriftCheck): Change<MonthWork>;
  attachEvidence(finding: RecordId | null): Change<EvidenceHead[]> | null; // dialog in Rust
  attachDropped(token: string, finding: RecordId | null): Change<EvidenceHead[]>;
  pasteEvidence(finding: RecordId | null): Change<EvidenceHead>; // image from the system clipboard, read in Rust
  evidenceImage(id: RecordId, maxWidth: number): ArrayBuffer; // PNG bytes; maxWidth 0 = as stored
  editEvidence(change: EvidenceChange): Change<EvidenceHead>;
  saveDraft(key: string, text: string): null;
  drafts(): { key: string; text: string }[];
  undo(): Change<null>;
  redo(): Change<null>;
  history(id: RecordId): Version[];
  restoreVersion(id: RecordId, seq: number): Change<null>;
  search(text: string): Hit[];
  recordCard(id: RecordId): RecordCard;
  reportOptions(): ReportOptions;
  checkReport(params: ReportParams): ReportCheck;
  previewReport(params: ReportParams): PreviewPages;
  previewPage(key: string, index: number, width: number): ArrayBuffer; // PNG
  exportReport(params: ReportParams, password: string | null, shown: RecordId[]): Exported | null; // dialog in Rust
  savePreferences(preferences: Preferences): Preferences;
  branding(): Branding;
  saveBranding(branding: Branding): Branding;
  chooseLogo(): Branding | null;
  changePassphrase(current: string, next: string): null;

  openOtherVault(): AppState | null; // folder dialog in Rust; only while sealed
  openUsualVault(): AppState;
  waysIn(): WaysIn; // before unlock
  unlockQuick(): AppState;
  recover(key: string, next: string): AppState; // progress "derive"
  restoreBackup(): string | null; // folder dialog in Rust; the backup's name, now at the vault's place
  safekeeping(): Safekeeping;
  beginRecoveryKey(passphrase: string): PrintedKey; // progress "derive"
  saveRecoveryKit(): string | null; // dialog in Rust; PDF of the pending key
  confirmRecoveryKey(first: string, second: string): Safekeeping;
  enableQuickUnlock(passphrase: string): Safekeeping; // progress "derive"
  disableQuickUnlock(): Safekeeping;
  rotateVault(passphrase: string): Rotated; // progress "rotate"
  backUp(wish: BackupWish): BackupDone | null; // folder dialog in Rust; progress "backup"
  drillBackup(passphrase: string): DrillDone | null; // folder dialog in Rust; progress "drill"
  forgetCopy(id: string): Safekeeping;
  setBackupReminder(days: number): Safekeeping;
  checkVault(): VaultCheck; // progress "check"
  clientKeeping(id: string): ClientKeeping;
  takeSnapshot(id: string): ClientKeeping;
  restoreSnapshot(id: string, snapshot: string): ClientKeeping;
  acceptRollback(id: string): ClientHead; // go on with the older file
  setLevel(id: string, level: SealLevel): PrintedKey | null; // Strict gives a sheet to print
  clientSheet(id: string): PrintedKey;
  saveClientSheet(id: string): string | null; // dialog in Rust; PDF
  rotateClient(id: string): PrintedKey | null;
  destroyClient(id: string, codename: string): Destroyed | null; // dialog for the certificate first
  destroyedClients(): DestroyedClient[];
  saveCertificate(id: string): string | null; // dialog in Rust; PDF
  contactCard(): ContactCard;
  readCard(text: string): ContactCard; // a card that was pasted: whose it is, and its six words
  handOver(wish: HandOverWish): HandOverDone | null; // dialog in Rust; progress "handover"
  receive(passphrase: string | null): Arrived | null; // dialog in Rust, only when the passphrase is null
  takeIn(token: string, codename: string): Imported; // as a new client
  mergeView(token: string): MergeView;
  applyMerge(token: string, choices: MergeChoice[]): number; // records changed; one undoable step
  dropArrival(token: string): null;

  painted(): null; // after the first frame
  activity(): null; // throttled: resets the idle timer
}
