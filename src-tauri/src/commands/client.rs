//! Overview and audit.

use super::{SharedDesk, on_client};
use crate::problem::Reply;
use tauri::{AppHandle, State};
use valise_workbench::view::{
    AnswerChange, AuditView, Change, ClientHead, FactsOfClient, NewRound, Overview, OwnQuestion, PersonHead,
    QuestionDetail, QuestionRow, RoundHead,
};

/// Where the client stands.
#[tauri::command]
#[specta::specta]
pub async fn overview(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    engagement: Option<String>,
) -> Reply<Overview> {
    on_client(app, desk, move |client| client.overview(engagement.as_deref())).await
}

/// The cockpit's lists.
#[tauri::command]
#[specta::specta]
pub async fn audit(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    engagement: Option<String>,
    round: Option<String>,
) -> Reply<AuditView> {
    on_client(app, desk, move |client| {
        client.audit(engagement.as_deref(), round.as_deref())
    })
    .await
}

/// One question, whole.
#[tauri::command]
#[specta::specta]
pub async fn question(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    round: String,
    question: String,
) -> Reply<QuestionDetail> {
    on_client(app, desk, move |client| client.question(&round, &question)).await
}

/// Changes one answer.
#[tauri::command]
#[specta::specta]
pub async fn answer(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: AnswerChange,
) -> Reply<Change<QuestionRow>> {
    on_client(app, desk, move |client| client.answer(&change)).await
}

/// What is known of the open client itself.
#[tauri::command]
#[specta::specta]
pub async fn client_facts(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<FactsOfClient> {
    on_client(app, desk, |client| Ok(client.facts())).await
}

/// Writes what is known of the open client itself.
#[tauri::command]
#[specta::specta]
pub async fn edit_client_facts(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    facts: FactsOfClient,
) -> Reply<Change<ClientHead>> {
    on_client(app, desk, move |client| client.edit_facts(&facts)).await
}

/// Adds somebody of the client's staff.
#[tauri::command]
#[specta::specta]
pub async fn add_person(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    name: String,
    role: String,
) -> Reply<Change<PersonHead>> {
    on_client(app, desk, move |client| client.add_person(&name, &role)).await
}

/// Starts a round.
#[tauri::command]
#[specta::specta]
pub async fn start_round(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    round: NewRound,
) -> Reply<Change<RoundHead>> {
    on_client(app, desk, move |client| client.start_round(&round)).await
}

/// Ends a round: it takes no more answers.
#[tauri::command]
#[specta::specta]
pub async fn freeze_round(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    round: String,
) -> Reply<Change<RoundHead>> {
    on_client(app, desk, move |client| client.freeze_round(&round)).await
}

/// A discovery question creates its record.
#[tauri::command]
#[specta::specta]
pub async fn create_from_question(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    round: String,
    question: String,
    kind: String,
    title: String,
) -> Reply<Change<QuestionRow>> {
    on_client(app, desk, move |client| {
        client.create_from_question(&round, &question, &kind, &title)
    })
    .await
}

/// Adds or changes an own question of this client.
#[tauri::command]
#[specta::specta]
pub async fn save_own_question(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    question: OwnQuestion,
) -> Reply<Change<String>> {
    on_client(app, desk, move |client| client.save_own_question(&question)).await
}
