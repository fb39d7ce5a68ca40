// The types that cross the door, as Rust generated them, with names for two kinds of text.
import type { CareProblemCode } from './care';
import type * as generated from './generated';

export type * from './generated';
export type * from './care';

/** The UUIDv7 of a record. */
export type RecordId = string;

/** Exact decimal text, for example `0.85`. */
export type Decimal = string;

/** Kinds of problems that a caller treats differently. */
export type ProblemCode = generated.ProblemCode | CareProblemCode;

/** A refusal or failure: what kind, and words for the sentence. */
export type Problem = Omit<generated.Problem, 'code'> & { code: ProblemCode };
