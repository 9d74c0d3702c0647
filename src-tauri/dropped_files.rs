//! Files that are dropped onto the window. They reach the core and never the web view, which could go to them (T9).

use std::sync::Arc;

use claimfolio_core::folio::Folio;
use tauri::{DragDropEvent, Manager, Window, WindowEvent};

/// Hands dropped files to the core.
pub(crate) fn follow(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    // Before the records begin to be opened nothing can be done with files.
    let Some(folio) = window.try_state::<Arc<Folio>>() else { return };
    match event {
        DragDropEvent::Enter { paths, .. } => folio.files_hover(!paths.is_empty()),
        DragDropEvent::Leave => folio.files_hover(false),
        DragDropEvent::Drop { paths, .. } => {
            folio.files_hover(false);
            let (folio, paths) = (Arc::clone(&folio), paths.clone());
            if !paths.is_empty() {
                // Reading begins on the runtime, where this thread is not.
                tauri::async_runtime::spawn(async move { folio.look_at_files(paths) });
            }
        }
        _ => {}
    }
}
