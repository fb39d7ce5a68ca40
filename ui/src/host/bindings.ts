// The contract between the UI and Rust. Rust generates the same names later (tauri-specta, camelCase);
// until then ui/src/host/bindings.ts holds exactly these types by hand. Money is an integer of minor units.
export type Money = number;          // minor units of the client's currency
export type Decimal = string;        // exact decimal text: "0.85"
export type LocalDate = string;      // YYYY-MM-DD
export type Instant = number;        // ms since epoch, UTC
export type RecordId = string;       // UUIDv7 of a record
export type Severity = "critical" | "high" | "medium" | "low";
export type Colour = "red" | "amber" | "green" | "grey";
export type Grade = "E0" | "E1" | "E2" | "E3" | "E4";
export type Visibility = "client" | "founder" | "investor" | "private";
export type MoneyKind = "risk" | "waste" | "blocked";
export type FindingStatus = "draft" | "confirmed" | "planned" | "in_progress" | "closed" | "accepted";
export type AnswerState = "open" | "answered" | "unknown" | "na" | "refused" | "recorded";
export type Audience = "founder" | "client" | "investor" | "engineers";
export type SealLevel = "standard" | "strict";
export type Range = { low: Money; likely: Money; high: Money };
export type Problem = { code: ProblemCode; params: Record<string, string> };
export type ProblemCode =
  | "wrongPassphrase" | "vaultDamaged" | "vaultNewer" | "notAVault" | "vaultAbsent" | "vaultExists" | "vaultInUse"
  | "passphraseWeak" | "clientExists" | "notFound" | "readOnly" | "rolledBack" | "keychainUnavailable" | "sheetNeeded"
  | "inputNotUnderstood"   // params: file, line, column, path, expected, found
  | "tooLarge" | "unsupportedImage" | "refused"  // params: rule (a code with its own sentence), detail
  | "exportStopped" | "cancelled" | "diskFull" | "io" | "clipboardEmpty" | "sealed" | "noClient" | "nothingToUndo"
  | "reportFailed" | "glyphMissing" | "denied" | "internal";

// ---------- state and session
export type AppState = { vault: VaultState; client: ClientHead | null; preferences: Preferences; version: string; platform: "linux" | "windows" | "macos" };
export type VaultState = { path: string; presence: "absent" | "sealed" | "open" | "foreign" | "damaged" | "newer" };
export type Preferences = { theme: "system" | "light" | "dark"; density: "compact" | "comfortable"; textSize: number /* percent 90..200 */; locale: string /* BCP47 for numbers, dates */; singleKeys: boolean; softLockMinutes: number; hardLockMinutes: number };
export type ClientHead = { id: string; codename: string; name: string; currency: string; language: string; asOf: LocalDate; level: SealLevel; readOnly: boolean; sample: boolean };
export type ClientCard = { id: string; codename: string; lastOpened: Instant | null; due: { what: string; on: LocalDate; count: number }[]; level: SealLevel; sample: boolean };
export type Strength = { score: number /* 0..4 zxcvbn */; words: number; good: boolean; crackSeconds: number /* offline at our KDF cost, capped 1e15 */; warning: string | null; suggestions: string[] };
export type NewClient = { codename: string; name: string; sector: string; country: string; language: string; currency: string; revenue: Money | null; people: number | null; engineers: number | null; level: SealLevel; engagementKind: "fractional_cto" | "due_diligence"; engagementTitle: string; pack: string };
export type Created = { head: ClientHead; sheet: string[] | null /* groups to write down, only for a Strict client, shown once */ };
export type Imported = { id: string; codename: string; records: number; evidence: number; warnings: string[] };

// ---------- overview
export type Heads = { risk: Range; waste: Range; blocked: Range };
export type AreaRow = { area: string; name: string; questions: number; answered: number; maturity: Decimal | null; low: Decimal | null; high: Decimal | null; coverage: Decimal | null; confidence: Decimal | null; strength: Decimal | null; colour: Colour; colourByAverage: Colour; notVerified: boolean; cappedBy: string[]; was: Decimal | null; direction: "up" | "same" | "down" | "no_comparison" | null };
export type Overall = { outOf100: number | null; low: number | null; high: number | null };
export type Counts = { critical: number; high: number; medium: number; low: number };
export type Overview = { engagement: EngagementHead; engagements: EngagementHead[]; round: RoundHead | null; basis: RoundHead | null; areas: AreaRow[]; overall: Overall; wasOverall: Overall | null; openCounts: Counts; foundCounts: Counts; open: Heads; asFound: Heads; top: FindingRow[]; steps: { asked: boolean; found: boolean; planned: boolean; reported: boolean }; milestones: { title: string; date: LocalDate | null; current: string | null; target: string | null }[]; answered: number; inPack: number };
export type EngagementHead = { id: RecordId; code: string; title: string; kind: "fractional_cto" | "due_diligence"; start: LocalDate | null; end: LocalDate | null };
export type RoundHead = { id: RecordId; code: string; title: string; pack: string; profile: string; startedOn: LocalDate; endedOn: LocalDate | null; frozen: boolean; answered: number; questions: number };

// ---------- audit
export type AuditView = { engagement: EngagementHead; rounds: RoundHead[]; round: RoundHead | null; areas: AreaRow[]; overall: Overall; discovery: { recorded: number; of: number }; questions: QuestionRow[]; people: PersonHead[]; packs: { id: string; name: string; questions: number; scored: number }[] };
export type PersonHead = { id: RecordId; code: string; label: string; role: string };
export type QuestionRow = { id: string; area: string; text: string; ask: string; severity: Severity; weight: number; scored: boolean; dealRelevant: boolean; inPack: boolean; own: boolean; state: AnswerState; score: number | null; grade: Grade | null; carried: boolean; note: boolean; later: boolean; findings: number; templates: number };
export type Answer = { state: AnswerState; score: number | null; grade: Grade | null; words: string; note: string; saidBy: RecordId | null; date: LocalDate | null; later: boolean };
export type QuestionDetail = { row: QuestionRow; areaName: string; why: string; goodEvidence: string; redFlags: string[]; quickCheck: string; anchors: { score: number; text: string }[]; frameworks: string[]; creates: string[]; sameFactAs: string | null; derivableFrom: string[]; naHint: string | null; answer: Answer; before: { round: string; score: number | null; grade: Grade | null; state: AnswerState; note: string } | null; findings: FindingRow[]; templates: TemplateCard[]; created: { section: string; code: string; title: string }[]; evidence: EvidenceHead[] };
export type AnswerChange = { round: RecordId; question: string; state?: AnswerState; score?: number | null; grade?: Grade | null; words?: string; note?: string; saidBy?: RecordId | null; later?: boolean };
export type NewRound = { engagement: RecordId; title: string; pack: string; profile: string; basis: RecordId | null; added: string[]; removed: string[] };
export type OwnQuestion = { id: string | null; area: string; question: string; why: string; goodEvidence: string; redFlags: string[]; severity: Severity; weight: number; ask: string; scored: boolean; anchor0: string; anchor2: string; anchor4: string; copyOf: string | null };

// ---------- findings
export type TemplateCard = { id: string; title: string; area: string; moneyKind: MoneyKind; quickWin: boolean; own: boolean; matches: string[] /* red flags of this question */ };
export type LossInput = { key: string; label: string; unit: string; low: Decimal | null; high: Decimal | null; typical: boolean; assumed: boolean };
export type LossDriver = { name: string; formula: string; moneyKind: MoneyKind; inputs: LossInput[]; range: Range | null /* null = an input is missing */ };
export type TemplateDetail = { card: TemplateCard; forFounder: string; forInvestor: string; sentences: string[] /* engineer sentences, to be ticked */; good: string; recommendation: string; firstStep: string; verifyFix: string; evidenceToCollect: string[]; effortLow: Decimal; effortHigh: Decimal; externalCost: Money | null; likelihood: number; drivers: LossDriver[]; combine: "sum" | "largest"; loss: Range | null; scenario: string; gate: string | null; dealClass: string; placeholders: { name: string; meaning: string; example: string }[] };
export type RaiseFinding = { engagement: RecordId; question: string | null; round: RecordId | null; template: string | null; title: string; placeholders: Record<string, string>; sentences: boolean[] | null; inputs: { driver: number; key: string; low: Decimal | null; high: Decimal | null }[]; likelihood: number | null; owner: RecordId | null; forFounder: string | null };
export type FindingRow = { id: RecordId; code: string; title: string; area: string; severity: Severity | null; status: FindingStatus; moneyKind: MoneyKind; exposure: Range; owner: string | null; foundOn: LocalDate; closedOn: LocalDate | null; leverage: Decimal | null; paybackMonths: Decimal | null; evidence: number; grade: Grade; dealClass: string; visibility: Visibility; quickWin: boolean; draftReasons: string[] /* what is missing before it can be confirmed */ };
export type FindingDetail = { row: FindingRow; questions: string[]; likelihood: number; impact: number | null; loss: Range | null; lossBasis: string; drivers: LossDriver[]; combine: "sum" | "largest"; scenario: RecordId | null; scenarios: { id: RecordId; code: string; name: string; moneyKind: MoneyKind; members: string[]; counted: boolean }[]; forFounder: string; forEngineers: string; forInvestor: string; recommendation: string; evidenceText: string; effortDays: Decimal; externalCost: Money; runningCostYear: Money; shareRemoved: Decimal; fixValue: Money; fixValueUncapped: Money; firstYearCost: Money; owner: RecordId | null; gate: string | null; closedProof: string | null; note: string; reply: { text: string; by: string; date: LocalDate } | null; evidence: EvidenceHead[]; actions: { code: string; title: string }[]; people: PersonHead[]; ageDays: number };
export type FindingChange = { id: RecordId; field: string /* the camelCase name of a field of FindingDetail or FindingRow */; value: string | null /* JSON text of the new value */ };
export type EvidenceHead = { id: RecordId; code: string; title: string; alt: string; mediaType: string; bytes: number; width: number | null; height: number | null; sha256: string; takenOn: LocalDate | null; grade: Grade; needsRedaction: boolean; redactions: number; visibility: Visibility; findings: string[] };
export type EvidenceChange = { id: RecordId; title?: string; alt?: string; grade?: Grade; needsRedaction?: boolean; visibility?: Visibility };

// ---------- journal
export type Undoable = { label: string /* operation code, e.g. "answer" */; detail: string };
export type Change<T> = { value: T; undo: Undoable | null };
export type Version = { seq: number; at: Instant; op: string; fields: { name: string; before: string | null; after: string | null }[]; erased: boolean };
export type Trashed = { id: RecordId; section: string; code: string; title: string; at: Instant };
export type Hit = { kind: "question" | "finding" | "client" | "evidence" | "note" | "person" | "record"; id: string; code: string; title: string; snippet: string };

// ---------- reports
export type ReportParams = { engagement: RecordId; audience: Audience; recipient: string; paper: "a4" | "letter"; sections: Record<string, boolean>; copyNumber: number; copies: number; password: boolean };
export type ReportOptions = { engagements: EngagementHead[]; audiences: { audience: Audience; available: boolean; reason: string | null }[]; sections: { id: string; title: string; empty: boolean }[]; branding: Branding };
export type CheckItem = { tier: "stop" | "warning" | "note"; code: string; params: Record<string, string>; record: { section: string; id: RecordId; code: string } | null };
export type LeavingImage = { id: RecordId; code: string; title: string; alt: string; redactions: number; shown: boolean };
export type ReportCheck = { items: CheckItem[]; withheldOwn: number; withheldReuse: number; stop: string[]; findings: number; images: LeavingImage[]; pages: number; readMinutes: number; digest: string };
export type PreviewPages = { key: string; pages: { index: number; width: number; height: number; hash: string }[] };
export type Exported = { path: string; bytes: number; sha256: string; pages: number; chainHead: string };
export type Branding = { practice: string; person: string; line: string; accent: string; footer: string; logo: string | null };

// ---------- events (Rust -> UI)
export type Changed = { kinds: string[] };                          // "changed": record kinds to reload
export type Progress = { job: string; done: number; total: number; stage: string };  // "progress"
export type Locked = { reason: "key" | "idle" | "quit" };           // "locked"
export type Dropped = { count: number; token: string; names: string[] };          // "dropped": files dropped on the window; pass token to attachDropped

