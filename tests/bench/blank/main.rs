//! A blank Tauri window of the app's size: the floor that the app's start and memory are held against.

fn main() {
    let app = tauri::Builder::default()
        .setup(|app| {
            tauri::WebviewWindowBuilder::new(app, "main", tauri::WebviewUrl::App("index.html".into()))
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .build(tauri::generate_context!("tests/bench/blank/tauri.conf.json"));
    if let Ok(app) = app {
        app.run(|_, _| {});
    }
}
