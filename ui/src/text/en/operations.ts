// What a write did, as the history of a record names it. Every operation that is written has its words here.
export const operations: Record<string, string> = {
  // Findings, evidence, people
  raise_finding: 'Raised',
  edit_finding: 'Edited',
  attach_evidence: 'Evidence added',
  edit_evidence: 'Evidence edited',
  save_template: 'Saved as template',
  add_person: 'Person added',
  edit_client: 'Client’s facts edited',

  // Audit
  start_round: 'Round started',
  freeze_round: 'Round frozen',
  answer: 'Answered',
  create_record: 'Created from a question',
  save_question: 'Own question saved',
  import_bank: 'Questions and templates imported',

  // Friction and automation
  add_flow: 'Added',
  edit_flow: 'Edited',
  time_case: 'Watched case counted',
  remove_timed_case: 'Watched case removed',
  use_timed_cases: 'Hours taken from the watched cases',
  edit_automation: 'Case edited',
  read_adoption: 'Adoption read',

  // Vendors
  add_vendor: 'Added',
  add_vendors: 'Added with a list',
  edit_vendor: 'Edited',

  // Value ledger
  start_ledger: 'Ledger started',
  open_month: 'Month opened',
  repeat_month: 'Lines of the month before repeated',
  sign_month: 'Month signed',
  edit_month: 'Month edited',
  set_hours_month: 'Hours of a month agreed',
  add_cost: 'Cost added',
  edit_cost: 'Cost edited',
  remove_cost: 'Cost removed',
  add_recurring: 'Monthly cost added',
  edit_recurring: 'Monthly cost edited',
  remove_recurring: 'Monthly cost removed',
  add_value: 'Line added',
  edit_value: 'Line edited',
  remove_value: 'Line removed',
  add_correction: 'Correction added',
  edit_correction: 'Correction edited',
  remove_correction: 'Correction removed',
  put_built: 'What was built noted',
  remove_built: 'What was built removed',
  put_decision_needed: 'Decision asked for',
  remove_decision_needed: 'Decision no longer asked for',
  judge_event: 'Event of the month judged',
  capture_note: 'Note of the inbox taken down',
  read_outcome: 'Outcome read',
  begin_recheck: 'Monthly questions asked again',
  check_closed: 'Looked at again for drift',

  // Reports and the client as a whole
  export_report: 'Report exported',
  create_client: 'Client created',
  import: 'Imported',
  merge: 'Merged with another copy',
  take_in: 'Taken in from a hand-over',
  keep_code_taken: 'Number kept for good',

  restore: 'Taken out of the trash',
  restore_version: 'Earlier version restored',
  undo: 'Taken back',
  redo: 'Done again',
  trash: 'Moved to trash',
  erase: 'Erased',
};
