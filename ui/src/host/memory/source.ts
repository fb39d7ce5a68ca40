// The shape of an open client file (`valise-client` version 1), as far as the in-memory host reads it, and of the
// bundled question bank and finding library. Only development and component tests use these; the app asks Rust.
import bankText from '../../../../src-tauri/crates/domain/data/question-bank.json?raw';
import libraryText from '../../../../src-tauri/crates/domain/data/finding-library.json?raw';
import registryText from '../../../../src-tauri/crates/domain/data/finding-library-registry.json?raw';
import type {
  AnswerState,
  FindingStatus,
  Grade,
  MoneyKind,
  Severity,
  Visibility,
} from '../bindings';

export type BankQuestion = {
  id: string;
  area: string;
  area_name: string;
  question: string;
  why_it_matters: string;
  good_evidence: string;
  red_flags: string[];
  default_severity: Severity;
  weight: number;
  ask: string;
  quick_check: string;
  packs: string[];
  frameworks: string[];
  deal_relevant: boolean;
  scored: boolean;
  creates: string[];
  anchors: Record<string, string> | null;
  same_fact_as: string | null;
  derivable_from: string[];
  na_hint: string | null;
  own?: boolean;
};

export type LibraryInput = {
  key: string;
  label: string;
  unit: string;
  typical_low: number | null;
  typical_high: number | null;
  typical: boolean;
};
export type LibraryDriver = {
  name: string;
  formula: string;
  expr: string;
  money_kind: MoneyKind;
  inputs: LibraryInput[];
};
export type LibraryTemplate = {
  id: string;
  area: string;
  title: string;
  questions: string[];
  red_flags: string[];
  for_founder: string;
  for_investor: string;
  for_engineers: string;
  what_good_looks_like: string;
  recommendation: string;
  first_step_this_week: string;
  effort_days: { low: number; high: number };
  external_cost: number | null;
  severity_hint: { likelihood: number };
  loss_model: { combine: 'sum' | 'largest'; drivers: LibraryDriver[] };
  money_kind: MoneyKind;
  scenario: string;
  gate: string;
  quick_win: boolean;
  evidence_to_collect: string[];
  verify_fix: string;
  deal_class_hint: string;
  placeholders: string[];
  own?: boolean;
};

export type SourceAnswer = {
  question: string;
  state: AnswerState;
  score?: number | null;
  grade?: Grade | null;
  note?: string;
  words?: string;
  said_by?: string | null;
  date?: string | null;
  later?: boolean;
};
export type SourceRound = {
  id: string;
  engagement: string;
  title: string;
  pack: string;
  added: string[];
  removed: string[];
  profile: string;
  started_on: string;
  ended_on: string | null;
  basis: string | null;
  frozen?: boolean;
  answers: SourceAnswer[];
};
export type SourceFinding = {
  id: string;
  engagement: string;
  title: string;
  area: string;
  questions: string[];
  money_kind: MoneyKind;
  likelihood: number;
  loss: { low: string; likely: string; high: string } | null;
  loss_basis: string;
  scenario: string | null;
  evidence_grade: Grade;
  evidence: string;
  evidence_ids: string[];
  for_founder: string;
  for_engineers: string;
  for_investor?: string;
  recommendation: string;
  effort_days: string;
  external_cost: string;
  running_cost_year: string;
  share_removed: string;
  owner: string | null;
  status: FindingStatus;
  found_on: string;
  due?: string | null;
  closed_on: string | null;
  closed_proof: string | null;
  deal_class: string;
  visibility: Visibility;
  gate: string | null;
  reply: { text: string; by: string; date: string } | null;
  note: string | null;
  template?: string | null;
  inputs?: { driver: number; key: string; low: string | null; high: string | null }[];
  trashed?: number;
};
export type SourceEvidence = {
  id: string;
  engagement: string;
  file: string;
  media_type: string;
  width: number | null;
  height: number | null;
  bytes: number;
  sha256: string;
  title: string;
  alt: string;
  taken_on: string | null;
  grade: Grade;
  findings: string[];
  needs_redaction: boolean;
  redactions: { x: number; y: number; width: number; height: number }[];
  visibility: Visibility;
  trashed?: number;
};
export type SourceClient = {
  currency: string;
  as_of: string;
  settings: {
    evidence: Record<string, { confidence: string; half_width: string }>;
    profiles: Record<string, Record<string, number>>;
    likelihood: Record<string, string>;
    impact_from: Record<string, string>;
    severity: Severity[][];
    blended_day_rate: string;
  };
  client: {
    codename: string;
    name: string;
    annual_recurring_revenue: string | null;
    sector?: string;
    country?: string;
    language?: string;
    people?: number | null;
    engineers?: number | null;
  };
  brand: { practice: string; person: string; line: string; accent: string; footer: string };
  engagements: {
    id: string;
    title: string;
    kind: 'fractional_cto' | 'due_diligence';
    start: string | null;
    end: string | null;
    default_profile: string;
    commissioned_by: string;
  }[];
  people: { id: string; label: string; role: string; kind: string }[];
  milestones: {
    id: string;
    title: string;
    date: string | null;
    current: string | null;
    target: string | null;
  }[];
  ledger?: { engagement: string; months: { month: string; signed_on: string | null }[] } | null;
  rounds: SourceRound[];
  findings: SourceFinding[];
  scenarios: {
    id: string;
    name: string;
    money_kind: MoneyKind;
    counting: 'largest' | 'sum';
    engagement: string;
    findings: string[];
  }[];
  actions: { id: string; engagement: string; title: string; findings: string[] }[];
  evidence: SourceEvidence[];
  reports?: number;
};

export const bank = JSON.parse(bankText) as BankQuestion[];
export const library = JSON.parse(libraryText) as LibraryTemplate[];
export const registry = JSON.parse(registryText) as {
  scenarios: { name: string; event: string }[];
  placeholders: { name: string; meaning: string; example: string; fallback: string }[];
};

export const PACKS = [
  { id: 'day1', name: 'Day 1' },
  { id: 'dd3', name: 'Three-day acquisition' },
  { id: 'takeover', name: 'Takeover' },
  { id: 'monthly', name: 'Monthly re-check' },
  { id: 'handover', name: 'Handover' },
  { id: 'full', name: 'Full bank' },
] as const;
