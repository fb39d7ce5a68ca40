//! A window with a sentence in it, and the moment it was drawn.

/// The page calls this after its first frame; the line is the app's own, so that one reader serves both.
#[tauri::command]
fn painted() {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    eprintln!("first paint epoch_ms {}", now.as_millis());
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default().invoke_handler(tauri::generate_handler![painted]).run(tauri::generate_context!())
}
