//! Valise, the desktop app.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

/// Every freed block is wiped: what was read from a client does not stay behind in the heap.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> std::process::ExitCode {
    // Before any key exists, and before the web view starts its own processes.
    let guarded = valise_app::guard_process();
    match valise_app::run(guarded) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(_) => std::process::ExitCode::FAILURE,
    }
}
