import type { Strength } from '../bindings';

/** A coarse stand-in for the real estimate, which Rust makes: length and variety only. */
export function guessStrength(text: string): Strength {
  const words = text
    .trim()
    .split(/[\s\-_.]+/)
    .filter((word) => word.length > 2).length;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s]/, /\s/].filter((kind) => kind.test(text)).length;
  const bits =
    Math.min(text.length * (1.6 + kinds * 0.35), 120) * (/(.)\1{3}/.test(text) ? 0.3 : 1);
  const crackSeconds = Math.min(1e15, 2 ** bits / 20);
  const score = bits < 18 ? 0 : bits < 30 ? 1 : bits < 42 ? 2 : bits < 56 ? 3 : 4;
  return {
    score,
    words,
    good: score >= 3 && text.length >= 12,
    crackSeconds,
    warning: score < 2 && text ? 'Short passphrases fall to a stolen copy of the vault.' : null,
    suggestions: score < 3 ? ['Use five or more words that do not belong together.'] : [],
  };
}
