// The types that cross the door, as Rust generated them, with names for two kinds of text.
export type * from './generated';

/** The UUIDv7 of a record. */
export type RecordId = string;

/** Exact decimal text, for example `0.85`. */
export type Decimal = string;
