//! Embeds the faces the documents are set in.
//!
//! They come from the packages of the UI (`ui/node_modules`), under the Open
//! Font License; `VALISE_FONTS_DIR` names another folder that holds an
//! `@expo-google-fonts` tree.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Package, folder of the face, file.
const FACES: [(&str, &str, &str); 9] = [
    ("inter", "400Regular", "Inter_400Regular.ttf"),
    ("inter", "400Regular_Italic", "Inter_400Regular_Italic.ttf"),
    ("inter", "500Medium", "Inter_500Medium.ttf"),
    ("inter", "600SemiBold", "Inter_600SemiBold.ttf"),
    ("inter", "600SemiBold_Italic", "Inter_600SemiBold_Italic.ttf"),
    ("noto-sans", "400Regular", "NotoSans_400Regular.ttf"),
    ("noto-sans", "400Regular_Italic", "NotoSans_400Regular_Italic.ttf"),
    ("noto-sans", "600SemiBold", "NotoSans_600SemiBold.ttf"),
    ("noto-sans-mono", "400Regular", "NotoSansMono_400Regular.ttf"),
];

fn main() {
    println!("cargo::rerun-if-env-changed=VALISE_FONTS_DIR");
    let root = font_root();
    let mut list = String::from("pub(crate) static FACES: &[&[u8]] = &[\n");
    for (package, face, file) in FACES {
        let path = root.join(package).join(face).join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        if !path.is_file() {
            println!(
                "cargo::error=the font {file} of the package @expo-google-fonts/{package} is missing; \
                 run `cargo xtask fetch` (or set VALISE_FONTS_DIR to a folder that holds @expo-google-fonts)"
            );
            return;
        }
        writeln!(list, "    include_bytes!({:?}),", path.display().to_string()).expect("writing to a string");
    }
    list.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("faces.rs"), list).expect("OUT_DIR can be written");
}

fn font_root() -> PathBuf {
    let tree = match env::var_os("VALISE_FONTS_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => {
            let here = env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
            Path::new(&here).join("../../../ui/node_modules")
        }
    };
    let tree = tree.canonicalize().unwrap_or(tree);
    if tree.ends_with("@expo-google-fonts") {
        tree
    } else {
        tree.join("@expo-google-fonts")
    }
}
