// Key notation and the words on key caps.
//
// A shortcut is one chord ("Mod+KeyK") or several after one another ("KeyG KeyA"). A chord is
// modifiers and one key: `Mod` is Ctrl, or Command on a Mac. Digits and named keys are physical
// codes, so that AZERTY's digit row works without Shift. A letter is the letter the layout prints
// (its physical place only where the layout prints no Latin letter): Ctrl+Z must stay the key that
// says Z on QWERTZ and AZERTY. Punctuation (`Char:?`) is the sign itself, as it wanders most.

export const isMac =
  typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform ?? '');

export interface Chord {
  mod: boolean;
  alt: boolean;
  shift: boolean;
  /** "KeyK", "Digit3", "Char:?", "Enter", "ArrowUp" … */
  key: string;
}

export function parseChord(notation: string): Chord {
  // The sign itself may be a plus: `Char:+`.
  const parts = notation.split(/\+(?!$)/);
  const key = parts.pop() ?? '';
  return {
    mod: parts.includes('Mod'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
    key,
  };
}

export function parseKeys(keys: string): Chord[] {
  return keys.split(' ').map(parseChord);
}

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>;

/** Whether an event is this chord on whatever layout the person uses. */
export function matches(chord: Chord, event: KeyPress, mac = isMac): boolean {
  // AltGr reads as Ctrl+Alt on Windows, but it only says how a sign is typed.
  const graph = event.getModifierState?.('AltGraph') ?? false;
  const mod = !graph && (mac ? event.metaKey : event.ctrlKey);
  const other = !graph && (mac ? event.ctrlKey : event.metaKey);
  if (other || mod !== chord.mod) return false;

  // Shift and Alt are part of how a sign is typed, too.
  if (chord.key.startsWith('Char:')) return event.key === chord.key.slice(5);
  if (event.altKey !== chord.alt || event.shiftKey !== chord.shift) return false;

  if (chord.key.startsWith('Key')) {
    const letter = chord.key.slice(3).toLowerCase();
    const printed = event.key.length === 1 ? event.key.toLowerCase() : '';
    return /^[a-z]$/.test(printed) ? printed === letter : event.code === chord.key;
  }
  if (chord.key.startsWith('Digit')) {
    return event.code === chord.key || event.code === `Numpad${chord.key.slice(5)}`;
  }
  if (chord.key === 'Enter') return event.key === 'Enter' || event.code === 'NumpadEnter';
  if (chord.key === 'Space') return event.code === 'Space';
  return event.key === chord.key || event.code === chord.key;
}

/** True for a chord that types something: it must not fire in a field, and can be switched off. */
export function isSingle(chord: Chord): boolean {
  return !chord.mod && !chord.alt && /^(Key|Digit|Char:|Bracket)/.test(chord.key);
}

const NAMES: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Space: 'Space',
  Enter: 'Enter',
  Delete: 'Del',
};

function keyLabel(key: string): string {
  if (key.startsWith('Char:')) return key.slice(5);
  if (key.startsWith('Key')) return key.slice(3);
  if (key.startsWith('Digit')) return key.slice(5);
  return NAMES[key] ?? key;
}

/** Key caps per chord: "Mod+Shift+KeyH" → [["Ctrl", "Shift", "H"]]. */
export function chordLabels(keys: string, mac = isMac): string[][] {
  return parseKeys(keys).map((chord) => [
    ...(chord.mod ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(chord.alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(chord.shift ? [mac ? '⇧' : 'Shift'] : []),
    keyLabel(chord.key),
  ]);
}

/** One line of text for titles and `aria-keyshortcuts`-like uses: "Ctrl+Shift+H", "G A". */
export function keysInWords(keys: string, mac = isMac): string {
  return chordLabels(keys, mac)
    .map((caps) => caps.join('+'))
    .join(' ');
}
