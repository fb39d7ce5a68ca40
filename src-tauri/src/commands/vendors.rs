//! Suppliers, and the calendar of the client.

use super::{SharedDesk, on_client};
use crate::problem::Reply;
use tauri::{AppHandle, State};
use valise_workbench::view::{CalendarView, Change, NewVendor, VendorChange, VendorDetail, VendorsView};

/// All suppliers, dearest first.
#[tauri::command]
#[specta::specta]
pub async fn vendors(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<VendorsView> {
    on_client(app, desk, |client| Ok(client.vendors())).await
}

/// One supplier, whole.
#[tauri::command]
#[specta::specta]
pub async fn vendor(app: AppHandle, desk: State<'_, SharedDesk>, id: String) -> Reply<VendorDetail> {
    on_client(app, desk, move |client| client.vendor(&id)).await
}

/// Adds a supplier.
#[tauri::command]
#[specta::specta]
pub async fn add_vendor(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    vendor: NewVendor,
) -> Reply<Change<VendorDetail>> {
    on_client(app, desk, move |client| client.add_vendor(&vendor)).await
}

/// Adds a list of suppliers as one step.
#[tauri::command]
#[specta::specta]
pub async fn add_vendors(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    vendors: Vec<NewVendor>,
) -> Reply<Change<VendorsView>> {
    on_client(app, desk, move |client| client.add_vendors(&vendors)).await
}

/// Changes one field of a supplier.
#[tauri::command]
#[specta::specta]
pub async fn edit_vendor(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: VendorChange,
) -> Reply<Change<VendorDetail>> {
    on_client(app, desk, move |client| client.edit_vendor(&change)).await
}

/// Every dated thing between two days; null is without an end.
#[tauri::command]
#[specta::specta]
pub async fn calendar(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    from: Option<String>,
    until: Option<String>,
) -> Reply<CalendarView> {
    on_client(app, desk, move |client| {
        client.calendar(from.as_deref(), until.as_deref())
    })
    .await
}
