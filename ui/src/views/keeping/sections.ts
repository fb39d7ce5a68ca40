import { text } from '$/text';

/** A section of a client's file in words; one that has none yet keeps its own name. */
export function sectionWords(section: string): string {
  return text.handover.sections[section] ?? section.replaceAll('_', ' ');
}

/** What a check found, in words. A place may follow the code: which file, which record. */
export function faultWords(fault: string): string {
  const code = fault.split(' ', 1)[0] ?? '';
  const words = text.safekeeping.faults[code];
  if (!words) return text.safekeeping.refusedFault(fault);
  const place = fault.slice(code.length).trim();
  return place === '' ? words : `${words}: ${place}`;
}
