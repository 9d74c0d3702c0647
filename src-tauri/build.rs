//! Gives Tauri the list of commands, so that each needs a permission and none can be called without one.

#[allow(dead_code, unreachable_pub, reason = "the build needs the names only")]
#[path = "core/src/ipc/command.rs"]
mod command;

fn main() {
    println!("cargo::rerun-if-changed=src-tauri/core/src/ipc/command.rs");
    let names: Vec<&'static str> = command::COMMANDS.iter().map(|command| command.name).collect();
    let manifest = tauri_build::AppManifest::new().commands(Vec::leak(names));
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={error:#}");
    }
}
