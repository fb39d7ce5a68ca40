import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '$/host/bindings';
import { toProblem } from '$/host/problem';
import { problemCodes, problemWords, ruleCodes } from '$/text/problems';

/** The codes as Rust sends them, read from the bindings themselves. */
const codesIn = (file: string, type: string): ProblemCode[] => {
  const bindings = readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '');
  const union = new RegExp(`export type ${type} =([\\s\\S]*?);`).exec(bindings)?.[1] ?? '';
  return [...union.matchAll(/["'](\w+)["']/g)].map((match) => match[1] as ProblemCode);
};
const declared = codesIn('src/host/generated.ts', 'ProblemCode');

describe('the table of problems', () => {
  it('has a row for every code, and no other', () => {
    expect(declared.length).toBeGreaterThan(20);
    expect([...problemCodes].sort()).toEqual([...declared].sort());
  });

  it.each(declared)('%s says what happened and what to do', (code) => {
    const { sentence, remedy } = problemWords({ code, params: {} });
    for (const words of [sentence, remedy]) {
      expect(words).toMatch(/[.]$/);
      expect(words, 'no raw parameter').not.toMatch(/undefined|null|\[object/);
      expect(words, 'no blame, no plea, no noise').not.toMatch(/!|please|sorry|oops/i);
    }
  });

  it('names the place in a file that could not be read', () => {
    const { sentence } = problemWords({
      code: 'inputNotUnderstood',
      params: {
        file: 'heron.json',
        line: '12',
        column: '4',
        path: 'findings[2].loss',
        expected: 'an amount',
        found: 'null',
      },
    });
    expect(sentence).toBe(
      'heron.json could not be read at line 12, column 4 (findings[2].loss). Expected: an amount. Found: null.',
    );
  });

  it('has words for every rule of the ledger, as Rust names them', () => {
    const rust = readFileSync('../src-tauri/crates/domain/src/ledger/rule.rs', 'utf8');
    const rules = [...rust.matchAll(/=> "(\w+)"/g)].map((match) => match[1] ?? '');
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter((rule) => !ruleCodes.includes(rule))).toEqual([]);
    for (const rule of rules) {
      const { sentence, remedy } = problemWords({ code: 'refused', params: { rule } });
      for (const words of [sentence, remedy]) expect(words, rule).toMatch(/[^.]\.$/);
    }
  });

  it('has words for a code it does not know', () => {
    expect(problemWords({ code: 'brandNew' as ProblemCode, params: {} }).sentence).toMatch(/\S/);
  });
});

describe('what a call rejects with', () => {
  it('passes a problem on, with text parameters', () => {
    expect(toProblem({ code: 'clientExists', params: { codename: 'HERON', n: 2 } })).toEqual({
      code: 'clientExists',
      params: { codename: 'HERON', n: '2' },
    });
  });

  it('reads the plain string of a refused command as denied, without its text', () => {
    expect(toProblem('Command open_client not allowed by ACL')).toEqual({
      code: 'denied',
      params: {},
    });
  });

  it('carries no text of anything else', () => {
    expect(toProblem(new Error('/home/mara/vault: SQL error'))).toEqual({
      code: 'internal',
      params: {},
    });
  });
});
