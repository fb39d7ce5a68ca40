// Every operation that Rust writes has its words in the history of a record.
import { describe, expect, it } from 'vitest';
import { en } from '$/text/en';

const sources = import.meta.glob<string>('../../src-tauri/crates/workbench/src/**/*.rs', {
  eager: true,
  import: 'default',
  query: '?raw',
});
const WRITES = /\b(?:write|step|step_quietly|transact)\(\s*"([a-z_]+)"/g;
const NAMED = /self\.(?:write_own_bank|keep_answer)\([^;]*?"([a-z_]+)"/g;

describe('operations', () => {
  const written = Object.values(sources).flatMap((source) =>
    [WRITES, NAMED].flatMap((pattern) =>
      [...source.matchAll(pattern)].map((found) => found[1] ?? ''),
    ),
  );

  it('are found in the source', () => {
    expect(written.length).toBeGreaterThan(40);
    expect(written).toContain('edit_flow');
    expect(written).toContain('answer');
  });

  it('have words in the history', () => {
    const wordless = [...new Set(written)].filter((name) => !(name in en.operations));
    expect(wordless).toEqual([]);
  });
});
