// The five questions of the opportunity as Rust tells them; a test holds the two together.
import type { Criterion } from '../bindings';

export const CRITERIA: Criterion[] = [
  'volume',
  'rule_stability',
  'data_readiness',
  'error_tolerance',
  'owner',
];

export const ANCHORS: Record<Criterion, { name: string; anchors: string[] }> = {
  volume: {
    name: 'Volume',
    anchors: [
      'A few times a year.',
      'A few times a month.',
      'Every week.',
      'Every day.',
      'Many times a day, or hundreds in one go.',
    ],
  },
  rule_stability: {
    name: 'Rule stability',
    anchors: [
      'Nobody can state the rules; each case is judged anew.',
      "The rules are in people's heads and differ from one to the next.",
      'Written rules cover most cases, with many exceptions.',
      'Written rules cover nine cases of ten and rarely change.',
      'Written rules cover every case, exceptions included, and held for a year.',
    ],
  },
  data_readiness: {
    name: 'Data readiness',
    anchors: [
      "On paper, in calls or in somebody's memory.",
      'In mails, scans or free text that somebody has to read.',
      'In files or spreadsheets whose form varies.',
      'In one system, structured, with gaps that are known.',
      'In one system, structured and complete, and a program can read it.',
    ],
  },
  error_tolerance: {
    name: 'Error tolerance',
    anchors: [
      'One mistake breaks a law, harms somebody or cannot be taken back.',
      'A mistake costs much and is found late.',
      'A mistake is found within days and repaired in hours.',
      'A mistake is found the same day and repaired in minutes.',
      'A mistake is caught before it has an effect.',
    ],
  },
  owner: {
    name: 'Owner',
    anchors: [
      'Nobody answers for the flow.',
      'Somebody is named, without time for it.',
      'An owner has time, and no say over the rules.',
      'An owner has time and decides on the rules.',
      'An owner has time, decides, and asked for the change.',
    ],
  },
};
