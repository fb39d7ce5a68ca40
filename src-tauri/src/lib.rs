//! The desktop shell of Valise: one window around the workbench.
//!
//! It parses, calls and converts; the rules live in `valise-workbench` and below it.

mod calls;
mod clipboard;
mod commands;
mod cover;
mod desk;
mod dialogs;
mod drops;
mod engine;
mod events;
mod jobs;
mod locking;
mod places;
mod platform;
mod problem;
mod trace;
mod window;

use commands::{
    automation, client, evidence, findings, friction, handover, journal, keeping, ledger, locks, place,
    reports, seals, session, vendors,
};
use desk::{Desk, SharedDesk};
use places::Places;
use std::path::PathBuf;
use std::sync::Arc;
use tauri::{AppHandle, Manager, RunEvent};
use tauri_specta::{ErrorHandlingMode, collect_commands, collect_events};
pub use valise_workbench::guard_process;
use valise_workbench::{Guarded, Problem, ProblemCode, Surroundings};

/// Commands and events with their types, for the handler and for the generated bindings.
pub fn bindings() -> tauri_specta::Builder<tauri::Wry> {
    tauri_specta::Builder::new()
        .disable_serde_phases()
        .error_handling(ErrorHandlingMode::Throw)
        .constant("WORDS", valise_workbench::view::words())
        .commands(collect_commands![
            session::app_state,
            session::passphrase_strength,
            session::create_vault,
            session::unlock,
            session::cancel_job,
            place::open_other_vault,
            place::open_usual_vault,
            locks::lock,
            locks::cover,
            locks::uncover,
            locks::set_pin,
            locks::remove_pin,
            locks::flushed,
            locks::activity,
            locks::suggest_passphrase,
            locks::copy_sensitive,
            session::change_passphrase,
            session::list_clients,
            session::create_client,
            session::open_client,
            session::open_client_with_sheet,
            session::close_client,
            session::import_client,
            session::export_client,
            session::add_samples,
            session::remove_samples,
            session::save_preferences,
            session::branding,
            session::save_branding,
            session::choose_logo,
            session::export_bank,
            session::import_bank,
            session::painted,
            keeping::ways_in,
            keeping::unlock_quick,
            keeping::recover,
            keeping::restore_backup,
            keeping::safekeeping,
            keeping::begin_recovery_key,
            keeping::save_recovery_kit,
            keeping::confirm_recovery_key,
            keeping::enable_quick_unlock,
            keeping::disable_quick_unlock,
            keeping::rotate_vault,
            keeping::back_up,
            keeping::drill_backup,
            keeping::forget_copy,
            keeping::set_backup_reminder,
            keeping::check_vault,
            seals::client_keeping,
            seals::take_snapshot,
            seals::restore_snapshot,
            seals::accept_rollback,
            seals::set_level,
            seals::client_sheet,
            seals::save_client_sheet,
            seals::confirm_sheet,
            seals::rotate_client,
            seals::destroy_client,
            seals::destroyed_clients,
            seals::save_certificate,
            handover::contact_card,
            handover::read_card,
            handover::hand_over,
            handover::receive,
            handover::take_in,
            handover::merge_view,
            handover::apply_merge,
            handover::drop_arrival,
            client::overview,
            client::audit,
            client::question,
            client::answer,
            client::add_person,
            client::client_facts,
            client::edit_client_facts,
            client::start_round,
            client::freeze_round,
            client::create_from_question,
            client::save_own_question,
            findings::findings,
            findings::finding,
            findings::template,
            findings::search_templates,
            findings::price_template,
            findings::raise_finding,
            findings::edit_finding,
            findings::save_template,
            automation::automation_cases,
            automation::automation_case,
            automation::edit_automation,
            friction::friction,
            friction::add_flow,
            friction::edit_flow,
            friction::add_timed_case,
            friction::remove_timed_case,
            friction::use_timed_cases,
            vendors::vendors,
            vendors::vendor,
            vendors::add_vendor,
            vendors::add_vendors,
            vendors::edit_vendor,
            vendors::calendar,
            ledger::ledger,
            ledger::ledger_chain,
            ledger::ledger_figure,
            ledger::month_work,
            ledger::start_ledger,
            ledger::open_month,
            ledger::repeat_month,
            ledger::sign_month,
            ledger::edit_month,
            ledger::set_hours_month,
            ledger::add_cost,
            ledger::edit_cost,
            ledger::remove_cost,
            ledger::add_recurring,
            ledger::edit_recurring,
            ledger::remove_recurring,
            ledger::add_value,
            ledger::edit_value,
            ledger::remove_value,
            ledger::add_correction,
            ledger::edit_correction,
            ledger::remove_correction,
            ledger::put_built,
            ledger::remove_built,
            ledger::put_decision_needed,
            ledger::remove_decision_needed,
            ledger::judge_event,
            ledger::capture_note,
            ledger::read_outcome,
            ledger::begin_recheck,
            ledger::check_closed,
            evidence::attach_evidence,
            evidence::attach_dropped,
            evidence::paste_evidence,
            evidence::edit_evidence,
            journal::undo,
            journal::redo,
            journal::history,
            journal::restore_version,
            journal::trash_record,
            journal::restore_record,
            journal::erase_record,
            journal::trash,
            journal::save_draft,
            journal::drafts,
            journal::search,
            journal::record_card,
            reports::report_options,
            reports::check_report,
            reports::preview_report,
            reports::export_report,
        ])
        .events(collect_events![
            events::Changed,
            events::Progress,
            events::Saving,
            events::Locked,
            events::Covered,
            events::Dragging,
            events::Dropped
        ])
}

/// Where vault and window data lie: the system's data folder, or `VALISE_DATA_DIR`.
fn data_folder(app: &AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os("VALISE_DATA_DIR") {
        Some(folder) => Ok(folder.into()),
        None => app.path().app_data_dir(),
    }
}

/// Runs the app until its window is closed. `guarded` is what the process was granted at its start.
pub fn run(guarded: Guarded) -> tauri::Result<()> {
    engine::choose_painter();
    let bindings = bindings();
    let typed = bindings.invoke_handler();
    // Two commands answer with bytes instead of JSON and therefore stand outside of the typed list.
    let bytes: Box<dyn Fn(tauri::ipc::Invoke) -> bool + Send + Sync> = Box::new(tauri::generate_handler![
        evidence::evidence_image,
        reports::preview_page
    ]);
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        // Every command comes through here: none too large, and a covered window gets through with few.
        .invoke_handler(move |invoke| {
            if let Err(problem) = calls::admit(invoke.message.payload()) {
                invoke.resolver.reject(problem);
                return true;
            }
            let command = invoke.message.command();
            let desk = invoke.message.webview_ref().try_state::<SharedDesk>();
            if desk.is_some_and(|desk| desk.is_covered()) && !cover::answers(command) {
                invoke.resolver.reject(Problem::new(ProblemCode::Covered));
                return true;
            }
            match command {
                "evidence_image" | "preview_page" => bytes(invoke),
                _ => typed(invoke),
            }
        })
        .setup(move |app| {
            bindings.mount_events(app);
            let data = data_folder(app.handle())?;
            std::fs::create_dir_all(&data)?;
            let desk: SharedDesk = Arc::new(Desk::at(
                Places::remembered(&data),
                Surroundings::system(),
                guarded,
            ));
            app.manage(desk.clone());
            window::open(app.handle(), &data)?;
            let handle = app.handle().clone();
            platform::watch(desk.heard.clone(), move |trigger| {
                locking::on_trigger(&handle, trigger)
            });
            tauri::async_runtime::spawn(locking::watch_idle(app.handle().clone(), desk));
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            app.state::<SharedDesk>().seal();
            platform::end();
        }
    });
    Ok(())
}
