// The verdict of a case as one sentence, and what was observed as a second one.
import type { AutomationCase } from '$/host/bindings';
import { automation } from '$/text/rooms/automation';
import { day, percent, showDecimal } from '$/text/format';

const t = automation;

export function verdictWords(detail: AutomationCase): string {
  const months = detail.paybackMonths === null ? null : showDecimal(detail.paybackMonths);
  switch (detail.row.verdict) {
    case 'first_year':
      return months === null ? t.verdict.atOnce : t.verdict.firstYear(months);
    case 'later':
      return t.verdict.later(months ?? '–');
    case 'costs_more':
      return t.verdict.costsMore;
    case 'no_benefit':
      return t.verdict.noBenefit;
  }
}

export function observedWords(detail: AutomationCase): string | null {
  const { observed, verdictObserved } = detail;
  if (!observed || !verdictObserved || verdictObserved === 'no_benefit') return null;
  return t.observed[verdictObserved](percent(observed.share), day(observed.on));
}

/** Percentage points between what was observed and what was agreed. */
export function gapPoints(detail: AutomationCase): number | null {
  if (!detail.observed) return null;
  return Math.round((Number(detail.observed.share) - Number(detail.row.adoption)) * 100);
}
