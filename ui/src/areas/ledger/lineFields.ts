// The fields of one line of value: what each shows, why it was refused, and the way to set it.
import type { ValueRow } from '$/host/bindings';
import { problemWords } from '$/text/problems';
import type { LineEdits } from './lineEdits.svelte';

export interface LineFields {
  /** What was refused or is not whole, else what is kept. */
  shown: <K extends keyof ValueRow>(field: K) => ValueRow[K];
  /** Why it was refused; null: it was not. */
  error: (field: string) => string | null;
  set: (field: string, value: unknown) => void;
}

/** `edits` and `row` are asked each time, so that the fields follow the line. */
export function fieldsOf(edits: () => LineEdits, row: () => ValueRow): LineFields {
  return {
    shown: (field) => edits().shown(row().id, field, row()[field]),
    error: (field) => {
      const problem = edits().problem(row().id, field);
      return problem ? problemWords(problem).sentence : null;
    },
    set: (field, value) => void edits().set(row().id, field, value),
  };
}
