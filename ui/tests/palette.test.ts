import { afterEach, describe, expect, it } from 'vitest';
import { arrange, commandEntries, hitEntry, type Entry } from '$/app/paletteEntries';
import { recordDialog } from '$/app/recordDialog.svelte';
import { noteRecent } from '$/app/recent';
import { router } from '$/app/router.svelte';
import type { Hit } from '$/host/bindings';
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

describe('a hit of the search', () => {
  const hit = (section: string, id: string, code: string, kind: Hit['kind'] = 'record'): Hit => ({
    kind,
    section,
    id,
    code,
    title: 'Something',
    snippet: '',
  });
  const opened = (found: Hit): string => {
    hitEntry(found, 'c1').run();
    return router.hash;
  };
  afterEach(() => {
    recordDialog.shown = null;
    router.go([], { replace: true });
  });

  it('leads to the room of its section', () => {
    expect(opened(hit('findings', 'f1', 'F01', 'finding'))).toBe('#/client/c1/findings/f1');
    expect(opened(hit('answers', 'REL-01', 'REL-01', 'question'))).toBe('#/client/c1/audit/REL-01');
    expect(opened(hit('flows', 'x1', 'FL2'))).toBe('#/client/c1/friction/x1');
    expect(opened(hit('vendors', 'v1', 'V02'))).toBe('#/client/c1/vendors/v1');
    expect(opened(hit('ledger', 'VL13', 'VL13'))).toBe('#/client/c1/ledger?line=VL13');
    expect(recordDialog.shown).toBeNull();
  });

  it('is shown over the room where its section has none', () => {
    const before = router.hash;
    expect(opened(hit('decisions', 'd1', 'D04'))).toBe(before);
    expect(recordDialog.shown).toBe('d1');
  });

  it('says what it is, by its section', () => {
    expect(hitEntry(hit('flows', 'x1', 'FL2'), 'c1').hint).toBe('Flow');
    expect(hitEntry(hit('vendors', 'v1', 'V02'), 'c1').hint).toBe('Vendor');
    expect(hitEntry(hit('answers', 'REL-01', 'REL-01', 'question'), 'c1').hint).toBe('Question');
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
