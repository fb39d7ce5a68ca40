import type { QuestionRow } from '$/host/bindings';

export type Tone = 's0' | 's1' | 's2' | 's3' | 's4' | 'unknown' | 'na' | 'recorded' | 'open';

const tones = ['s0', 's1', 's2', 's3', 's4'] as const;

/** How a question is drawn in the list and in the heat band. A refusal looks like an unknown: both widen the range. */
export function toneOf(row: Pick<QuestionRow, 'state' | 'score'>): Tone {
  if (row.state === 'answered') return tones[row.score ?? -1] ?? 'open';
  if (row.state === 'unknown' || row.state === 'refused') return 'unknown';
  if (row.state === 'na' || row.state === 'recorded') return row.state;
  return 'open';
}
