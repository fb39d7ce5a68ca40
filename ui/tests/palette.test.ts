import { describe, expect, it } from 'vitest';
import { arrange, commandEntries, type Entry } from '$/app/paletteEntries';
import { noteRecent } from '$/app/recent';
import { fuzzyScore } from '$/shared/fuzzy';

const entry = (id: string, label: string, group = 'Commands'): Entry => ({
  id,
  label,
  group,
  run: () => {},
});

describe('the palette', () => {
  it('lists a command with its name and its keys, but not itself', () => {
    const entries = commandEntries(['app.lock', 'app.palette']);
    expect(entries.map(({ label, keys }) => [label, keys])).toEqual([
      ['Lock the vault', 'Mod+KeyL'],
    ]);
  });

  it('puts what was used last on top, once', () => {
    noteRecent('b');
    const arranged = arrange([entry('a', 'Alpha'), entry('b', 'Beta')], '');
    expect(arranged.map(({ id, group }) => [id, group])).toEqual([
      ['b', 'Recent'],
      ['a', 'Commands'],
    ]);
  });

  it('ranks the start of a word above its inside, and keeps groups together', () => {
    const entries = [
      entry('1', 'Unlock'),
      entry('2', 'Lock the vault'),
      entry('3', 'HERON', 'Clients'),
    ];
    expect(arrange(entries, 'lock').map(({ id }) => id)).toEqual(['2', '1']);
  });
});

describe('the fuzzy score', () => {
  it('ignores case and marks', () => {
    expect(fuzzyScore('cafe', 'Café')).toBeGreaterThan(0);
  });
  it('takes initials of words', () => {
    expect(fuzzyScore('gtf', 'Go to findings')).toBeGreaterThan(0);
  });
  it('needs every word', () => {
    expect(fuzzyScore('go mars', 'Go to findings')).toBe(0);
  });
});
