// The words for the format's codes: one list for the window and the command line, kept in Rust.
import { WORDS as generated } from './generated';

interface Words {
  statuses: typeof generated.statuses;
  records: Record<string, string>;
  fields: Record<string, string>;
}

export const WORDS: Words = generated;

/** "access_grants" → "Access grants": the format's own word, as people write it. */
const plain = (name: string): string =>
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

/** A field of the format as its form calls it; one without a label in plain words. */
export const fieldWord = (field: string): string => WORDS.fields[field] ?? plain(field);

/** What a record of a section is called. */
export const recordWord = (section: string): string => WORDS.records[section] ?? plain(section);
