// The words for the format's codes: one list for the window and the command line, kept in Rust.
import { WORDS as generated } from './generated';

interface Words {
  statuses: typeof generated.statuses;
  records: Record<string, string>;
  fields: Record<string, string>;
}

export const WORDS: Words = generated;

/** A field of the format as its form calls it; one without a label in plain words. */
export const fieldWord = (field: string): string =>
  WORDS.fields[field] ?? field.replaceAll('_', ' ');
