import { describe, expect, it } from 'vitest';
import { conflicts, keymap, type Binding } from '$/app/keymap';
import { chordLabels, keysInWords, matches, parseChord } from '$/app/keynames';

const press = (given: Partial<KeyboardEvent>) =>
  ({
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    key: '',
    code: '',
    ...given,
  }) as KeyboardEvent;

describe('the keymap', () => {
  it('gives each key one meaning in one place', () => {
    expect(conflicts()).toEqual([]);
  });

  it('refuses the same key twice in one place, and says which', () => {
    const twice = [
      { id: 'audit.note', scope: 'audit', keys: ['KeyN'] },
      { id: 'audit.next', scope: 'audit', keys: ['KeyN'] },
    ] as Binding[];
    expect(conflicts(twice)).toEqual([
      { keys: 'KeyN', first: 'audit.note', second: 'audit.next', reason: 'same' },
    ]);
  });

  it('refuses a key that an outer place uses, and a letter that opens a sequence', () => {
    const inner = [
      { id: 'client.audit', scope: 'client', keys: ['KeyG KeyA'] },
      { id: 'audit.round', scope: 'audit', keys: ['KeyG'] },
    ] as Binding[];
    expect(conflicts(inner)[0]?.reason).toBe('prefix');
  });

  it('lets two places that are never open together share a key', () => {
    const apart = [
      { id: 'audit.note', scope: 'audit', keys: ['KeyN'] },
      { id: 'findings.new', scope: 'findings', keys: ['KeyN'] },
    ] as Binding[];
    expect(conflicts(apart)).toEqual([]);
  });

  it('holds the keys that the design names', () => {
    const keysOf = (id: string) => keymap.find((binding) => binding.id === id)?.keys;
    expect(keysOf('app.lock')).toEqual(['Mod+KeyL']);
    expect(keysOf('app.cover')).toEqual(['Mod+Shift+KeyL']);
    expect(keysOf('app.veil')).toEqual(['Mod+Shift+KeyH']);
    expect(keysOf('app.palette')).toEqual(['Mod+KeyK']);
    expect(keysOf('audit.next')).toEqual(['KeyJ', 'Enter', 'Mod+Enter']);
    expect(keysOf('audit.grade3')).toEqual(['Shift+Digit3']);
  });
});

describe('a press on other layouts', () => {
  it('scores with the digit row of AZERTY, which types signs without Shift', () => {
    expect(matches(parseChord('Digit1'), press({ key: '&', code: 'Digit1' }))).toBe(true);
    expect(
      matches(parseChord('Shift+Digit1'), press({ key: '1', code: 'Digit1', shiftKey: true })),
    ).toBe(true);
  });

  it('scores with the number pad', () => {
    expect(matches(parseChord('Digit4'), press({ key: '4', code: 'Numpad4' }))).toBe(true);
  });

  it('undoes with the key that says Z on QWERTZ, where it lies at Y', () => {
    const z = press({ key: 'z', code: 'KeyY', ctrlKey: true });
    expect(matches(parseChord('Mod+KeyZ'), z, false)).toBe(true);
    expect(matches(parseChord('Mod+KeyY'), z, false)).toBe(false);
  });

  it('falls back to the place of a letter where the layout prints no Latin one', () => {
    expect(matches(parseChord('KeyJ'), press({ key: 'о', code: 'KeyJ' }))).toBe(true);
  });

  it('finds the question mark wherever it lies', () => {
    expect(matches(parseChord('Char:?'), press({ key: '?', code: 'Minus', shiftKey: true }))).toBe(
      true,
    );
  });

  it('takes AltGr as a way to type a sign, not as Ctrl', () => {
    const bracket = press({
      key: '[',
      code: 'Digit8',
      ctrlKey: true,
      altKey: true,
      getModifierState: (name: string) => name === 'AltGraph',
    });
    expect(matches(parseChord('Char:['), bracket, false)).toBe(true);
  });

  it('reads Command on a Mac and Ctrl elsewhere', () => {
    const command = press({ key: 'k', code: 'KeyK', metaKey: true });
    expect(matches(parseChord('Mod+KeyK'), command, true)).toBe(true);
    expect(matches(parseChord('Mod+KeyK'), command, false)).toBe(false);
  });
});

describe('key caps', () => {
  it('names chords and sequences', () => {
    expect(chordLabels('Mod+Shift+KeyH', false)).toEqual([['Ctrl', 'Shift', 'H']]);
    expect(chordLabels('Mod+Shift+KeyH', true)).toEqual([['⌘', '⇧', 'H']]);
    expect(keysInWords('KeyG KeyA', false)).toBe('G A');
  });
});
