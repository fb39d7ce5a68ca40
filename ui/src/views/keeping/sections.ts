import { text } from '$/text';

/** A section of a client's file in words; one that has none yet keeps its own name. */
export function sectionWords(section: string): string {
  return text.handover.sections[section] ?? section.replaceAll('_', ' ');
}

/** What a check found, in words; a place may follow the code after a colon. */
export function faultWords(fault: string): string {
  const [code = '', ...place] = fault.split(':');
  const words = text.safekeeping.faults[code.trim()];
  if (!words) return fault.replaceAll('_', ' ');
  return place.length > 0 ? `${words}: ${place.join(':').trim()}` : words;
}
