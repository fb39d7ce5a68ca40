/** Text without case and marks: "Café" and "cafe" are the same to a reader who types fast. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * How well `query` fits `candidate`: 0 = not at all, higher = better. Every word of the query must
 * occur; a word at the start counts more than one inside, and letters in order ("opcl" for
 * "Open client") count least.
 */
export function fuzzyScore(query: string, candidate: string): number {
  const text = plain(candidate);
  let total = 0;
  for (const word of plain(query).split(/\s+/).filter(Boolean)) {
    const score = wordScore(word, text);
    if (score === 0) return 0;
    total += score;
  }
  return total === 0 ? 0 : total + 1 / (1 + text.length);
}

function wordScore(word: string, text: string): number {
  const at = text.indexOf(word);
  if (at === 0) return 8;
  if (at > 0) return /[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ') ? 4 : 6;
  if (word.length < 2) return 0;
  return subsequenceScore(word, text);
}

/** Letters in order, each either right after the one before it or at the start of a word. */
function subsequenceScore(word: string, text: string): number {
  let from = 0;
  for (let index = 0; index < word.length; index += 1) {
    let at = text.indexOf(word[index] ?? '', from);
    while (at > from && index > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')) {
      at = text.indexOf(word[index] ?? '', at + 1);
    }
    if (at < 0) return 0;
    if (index === 0 && at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')) {
      from = at + 1;
      index -= 1;
      continue;
    }
    from = at + 1;
  }
  return 2;
}
