// What several pictures take. Amounts are minor units.

/** One month of a ledger. */
export interface MonthBar {
  id: string;
  /** "June 2026" */
  label: string;
  /** "Jun" */
  short: string;
  /** "2026", where the year should be read; else empty. */
  year: string;
  /** Confirmed return with its corrections; below zero when corrections outweigh it. */
  confirmed: number;
  /** Counting, not confirmed, by how it is known. */
  measured: number;
  estimated: number;
  claimed: number;
  /** Corrections of earlier months, already in `confirmed`. */
  corrections: number;
  cash: number;
  full: number;
  /** Not signed yet. */
  open: boolean;
}

/** How an amount is known: solid, hatched, outlined. */
export type Certainty = 'measured' | 'estimated' | 'claimed';

/** One step of a month's waterfall. */
export interface WaterfallStep {
  id: string;
  label: string;
  /** A quiet second line. */
  note?: string;
  /** Not below zero, except for a `total`; `removes` is drawn to the left. */
  amount: number;
  /** `beyond`: not counted, drawn after the last total; `beside`: a cost on the same scale. */
  kind: 'adds' | 'removes' | 'total' | 'beyond' | 'beside';
  certainty?: Certainty;
  /** A part of a `beside` bar that is paler: time that no invoice shows. */
  part?: { amount: number; label: string };
  /** A hairline above it. */
  parted?: boolean;
  pick?: boolean;
}
