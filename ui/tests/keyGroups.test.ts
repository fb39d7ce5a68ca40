import { describe, expect, it } from 'vitest';
import { bareLetters, foreignLetter, inGroups, regroup } from '$/views/keeping/keyGroups';

describe('a printed key, typed back', () => {
  it('stands in groups of four, whatever was typed between the letters', () => {
    expect(inGroups('7qkd2m9xht4c')).toBe('7QKD 2M9X HT4C');
    expect(inGroups(' 7QKD-2m9x\n ht4c ')).toBe('7QKD 2M9X HT4C');
    expect(inGroups('7qkd – 2m')).toBe('7QKD 2M');
  });

  it('reads letters that are mistaken for digits as the digits', () => {
    expect(bareLetters('oOiIlL')).toBe('001111');
  });

  it('keeps what no key has in sight, and names it', () => {
    expect(inGroups('7qku')).toBe('7QKU');
    expect(foreignLetter('7qku 2m9x')).toBe('U');
    expect(foreignLetter('7qkd?')).toBe('?');
    expect(foreignLetter('7qkd 2m9x')).toBeNull();
  });

  it('leaves the caret behind the letter that was typed', () => {
    expect(regroup('7QKD2', 5)).toEqual({ text: '7QKD 2', caret: 6 });
    // A letter put into the middle moves the rest on, not the caret.
    expect(regroup('7AQKD 2M9X', 2)).toEqual({ text: '7AQK D2M9 X', caret: 2 });
    // The space was deleted: the caret stands before it, so that the next press takes a letter.
    expect(regroup('7QKD2M9X', 4)).toEqual({ text: '7QKD 2M9X', caret: 4 });
    expect(regroup('', 0)).toEqual({ text: '', caret: 0 });
  });
});
