// Keys as groups of four letters, as they are printed and typed back. 32 letters, without I, L, O and U.

/** Groups of a recovery key or a client's sheet. */
export const GROUPS = 14;
const LETTER = /[0-9A-HJKMNP-TV-Z]/;

/** What was typed or pasted, as bare letters: case, spaces and hyphens do not count; O is 0, I and L are 1. */
export function bareLetters(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}.·]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

/** "7qkd2m9x" → "7QKD 2M9X". What no key has stays as it is, so that the eye finds it. */
export function inGroups(typed: string): string {
  return (
    bareLetters(typed)
      .match(/.{1,4}/gu)
      ?.join(' ') ?? ''
  );
}

/** The first letter that stands in no key. */
export function foreignLetter(typed: string): string | null {
  return [...bareLetters(typed)].find((letter) => !LETTER.test(letter)) ?? null;
}

/** The text in groups, with the caret behind the same letter as before. */
export function regroup(typed: string, caret: number): { text: string; caret: number } {
  const text = inGroups(typed);
  const before = bareLetters(typed.slice(0, caret)).length;
  // At the end of a full group the caret goes on to the next one, unless letters stand behind it.
  const gaps = before === 0 ? 0 : Math.floor((before - 1) / 4);
  return { text, caret: Math.min(text.length, before + gaps) };
}
