//! Writes the TypeScript bindings to the path given: `cargo run --example export-bindings -- FILE`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args_os().nth(1).ok_or("name the file to write")?;
    valise_app::bindings().export(
        specta_typescript::Typescript::default(),
        std::path::PathBuf::from(file),
    )?;
    Ok(())
}
