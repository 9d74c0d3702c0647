//! The one window.

use tauri::{App, WebviewUrl, WebviewWindowBuilder, http::HeaderValue, webview::NewWindowResponse};

/// The window's label, in the capability too.
pub(crate) const LABEL: &str = "main";

/// Opens the window. It shows the app's own pages only: every navigation elsewhere, new window and download is refused
/// (T8, T9, T10), a file that is dropped goes to the core and not to the web view (T9), and it keeps nothing on the disk
/// (T28).
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Claimfolio")
        .inner_size(1280.0, 800.0)
        .min_inner_size(640.0, 480.0)
        .incognito(!driven_by_a_test())
        .general_autofill_enabled(false)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_web_resource_request(|_, response| {
            response.headers_mut().insert("cache-control", HeaderValue::from_static("no-store"));
        })
        .build()?;
    Ok(())
}

/// WebKitGTK gives a WebDriver no access to a private web view, so under one the view is a common one. The variable is
/// Tauri's own and changes nothing else.
fn driven_by_a_test() -> bool {
    cfg!(target_os = "linux") && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}

fn is_ours(url: &tauri::Url) -> bool {
    let packaged = url.scheme() == "tauri" || (url.scheme() == "http" && url.host_str() == Some("tauri.localhost"));
    packaged || (cfg!(dev) && url.host_str() == Some("localhost"))
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    /// T10
    #[test]
    fn only_the_apps_own_pages_can_be_shown() {
        for ours in ["tauri://localhost/index.html", "http://tauri.localhost/"] {
            assert!(is_ours(&ours.parse().unwrap()), "{ours}");
        }
        for other in [
            "https://evil.example/",
            "http://tauri.localhost.evil.example/",
            "https://tauri.localhost@evil.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "about:blank",
            "smb://server/share",
        ] {
            assert!(!is_ours(&other.parse().unwrap()), "{other}");
        }
    }
}
