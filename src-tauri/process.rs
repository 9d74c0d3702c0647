//! The process itself: what it must not leave behind when it dies.

use std::process::ExitCode;

/// Keeps memory out of core files and panic messages free of what they were about (T27).
pub(crate) fn harden() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        say(&format!("Claimfolio stopped at {place}"));
    }));
    #[cfg(target_os = "linux")]
    no_core_files();
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    share_heaps();
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "two system calls that the standard library does not have")]
fn no_core_files() {
    let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: both calls take plain values and a pointer to a live, initialised struct.
    unsafe {
        libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
        libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0);
    }
}

/// Two heaps for all threads: with one for each, what one thread frees of a large page does not serve the next (T12).
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "a setting of the C library's allocator")]
fn share_heaps() {
    // SAFETY: the call takes plain values.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 2);
    }
}

/// Has the web view painted without a graphics processor where there is none, as on many virtual machines and remote
/// desktops. WebKitGTK would let the processor act as one, at a tenth of a second and some 100 MB more. To be called
/// before any thread is started; a choice that was made outside stands.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "a setting that WebKitGTK reads from the environment only before it begins to draw")]
pub(crate) fn paint_without_missing_graphics() {
    const SETTING: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
    if std::env::var_os(SETTING).is_none() && !has_graphics() {
        // SAFETY: this process has one thread yet, so nobody reads the environment meanwhile.
        unsafe { std::env::set_var(SETTING, "1") };
    }
}

/// Whether there is a graphics processor, and may be used.
#[cfg(target_os = "linux")]
fn has_graphics() -> bool {
    let refused = std::env::var_os("LIBGL_ALWAYS_SOFTWARE").is_some_and(|value| value == "1" || value == "true");
    let mut devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    !refused && devices.any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

/// Starts the program anew without its command line, in this process's place.
pub(crate) fn start_again_without_arguments() -> ExitCode {
    let Ok(program) = std::env::current_exe() else { return ExitCode::FAILURE };
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let error = std::process::Command::new(program).exec();
        say(&format!("Claimfolio could not start again: {error}"));
        ExitCode::FAILURE
    }
    #[cfg(not(unix))]
    match std::process::Command::new(program).spawn() {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Says something where a person who started the app from a terminal sees it. Never a secret, never health data.
#[allow(clippy::print_stderr, reason = "the one place that speaks to the terminal")]
pub(crate) fn say(text: &str) {
    eprintln!("{text}");
}
