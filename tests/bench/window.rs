//! The real window: from the start of the program to the first claims on the screen, and the memory it then holds, both
//! against a window with nothing in it.
//!
//! The comparison is not quite of like with like. The blank window is as Tauri makes it: where there is no graphics
//! processor, as under the virtual display here, WebKitGTK composites on the processor, which takes it about a tenth of a
//! second and memory. The app has WebKitGTK paint without compositing there (`src-tauri/process.rs`), as any app could; on
//! a computer with a graphics processor both composite. So a note gives the time of a blank window that paints as the app
//! does, too.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use claimfolio_tests::{App, Browser, Desktop, PATIENCE, Result};
use serde_json::Value;

use crate::{
    memory::{self, Memory},
    programs::{Programs, built},
    report::Report,
    statistics::median,
};

const CLAIMS: u64 = 10_000;
/// Some of a plan's claims are not published yet.
const MOST_OF_THEM: u64 = 9_950;
const ROUNDS: usize = 7;
/// A first sync in a desktop that shares two cores with all of its programs.
const SYNC_PATIENCE: Duration = Duration::from_secs(300);
const INTERVAL: Duration = Duration::from_millis(50);

/// What the app chooses for itself where there is no graphics processor.
const UNCOMPOSITED: &[(&str, &str)] = &[("WEBKIT_DISABLE_COMPOSITING_MODE", "1")];

/// Milliseconds since 1970 at which the page set its mark; `null` as long as it has not.
const PAINTED: &str = "const [mark] = performance.getEntriesByName('claims-painted');
    return mark === undefined ? null : performance.timeOrigin + mark.startTime;";

/// What one start gave.
struct Start {
    /// From just before the program was executed until its page set the mark, in milliseconds.
    painted: f64,
    memory: Memory,
}

/// Measures.
pub(crate) async fn measure(programs: &Programs, report: &mut Report) -> Result {
    built(&programs.app())?;
    built(&programs.blank())?;
    let desktop = Desktop::start()?;
    fill(&desktop, &programs.app()).await?;
    let app = Launcher::new(&desktop, "app", &programs.app())?;
    let blank = Launcher::new(&desktop, "blank", &programs.blank())?;
    let (mut apps, mut blanks, mut alikes) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        apps.push(app.start(&[]).await?);
        blanks.push(blank.start(&[]).await?);
        alikes.push(blank.start(UNCOMPOSITED).await?);
    }
    let middle = |starts: &[Start], of: &dyn Fn(&Start) -> f64| median(&starts.iter().map(of).collect::<Vec<_>>());
    let (app, blank) = (middle(&apps, &|start| start.painted), middle(&blanks, &|start| start.painted));
    // Each start against the blank one right after it: what else the computer does then slows both.
    let ratios = |others: &[Start]| {
        median(&apps.iter().zip(others).map(|(app, other)| app.painted / other.painted).collect::<Vec<_>>())
    };
    report.figure(
        "start_10k_vs_blank",
        "Start to the first of 10,000 claims / to a blank window",
        ratios(&blanks),
        Some(1.5),
    );
    report.note(format!("app {app:.0} ms, blank window {blank:.0} ms; medians of {ROUNDS}"));
    let alike = middle(&alikes, &|start| start.painted);
    report.note(format!(
        "to a blank window that does not composite either, as the app: {alike:.0} ms, ratio {:.2}",
        ratios(&alikes)
    ));
    // Alike for both: only what can be read of both is compared.
    let readable = apps.iter().chain(&blanks).all(|start| start.memory.own.is_some());
    let whole = |start: &Start| {
        let Memory { started, own, own_resident } = start.memory;
        started + own.filter(|_| readable).unwrap_or(own_resident)
    };
    let (app, blank) = (middle(&apps, &whole), middle(&blanks, &whole));
    report.figure("memory_10k_over_blank_mb", "Memory over a blank window's, in MB", app - blank, Some(80.0));
    let measure = if readable { "PSS" } else { "PSS; the program's own process by RSS" };
    report.note(format!("app {app:.0} MB, blank window {blank:.0} MB, web processes included ({measure})"));
    Ok(())
}

/// Connects the demo plan in the real window and waits for all of its claims.
async fn fill(desktop: &Desktop, program: &Path) -> Result {
    let claims = CLAIMS.to_string();
    let app = App::open_program(desktop, program, &[("CLAIMFOLIO_DEMO_CLAIMS", &claims)]).await?;
    app.press("demo plan").await?;
    app.press("Continue to sign in").await?;
    let browser = Browser::wait(desktop).await?;
    browser.press_at("#member-maria").await?;
    browser.press_at("#allow").await?;
    app.press("Yes").await?;
    let begun = Instant::now();
    while ask(&app, "sync_status", "{}").await?[0]["run"] != "done" {
        if begun.elapsed() > SYNC_PATIENCE {
            return Err("the first sync did not end".into());
        }
        tokio::time::sleep(INTERVAL).await;
    }
    let outline = ask(&app, "claims_outline", "{ filter: { text: '' } }").await?;
    let months = outline["months"].as_array().ok_or("there is no outline")?;
    let here: u64 = months.iter().filter_map(|month| month["claims"].as_u64()).sum();
    if here < MOST_OF_THEM {
        return Err(format!("{here} claims came").into());
    }
    app.quit().await
}

/// Calls a command as the web view does.
pub(crate) async fn ask(app: &App, command: &str, arguments: &str) -> Result<Value> {
    app.script(&format!("return window.__TAURI_INTERNALS__.invoke('{command}', {arguments})")).await
}

/// A program on the desktop that notes when it was started.
struct Launcher<'a> {
    desktop: &'a Desktop,
    script: PathBuf,
    note: PathBuf,
}

impl<'a> Launcher<'a> {
    fn new(desktop: &'a Desktop, name: &str, program: &Path) -> Result<Self> {
        let script = desktop.home().join("bin").join(name);
        let note = desktop.home().join(name);
        // The shell becomes the program, so that its number is the program's.
        fs::write(
            &script,
            format!("#!/bin/sh\necho $$ $(date +%s%N) > '{}'\nexec '{}' \"$@\"\n", note.display(), program.display()),
        )?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
        Ok(Self { desktop, script, note })
    }

    async fn start(&self, environment: &[(&str, &str)]) -> Result<Start> {
        let app = App::open_program(self.desktop, &self.script, environment).await?;
        let begun = Instant::now();
        let painted = loop {
            if let Some(painted) = app.script(PAINTED).await?.as_f64() {
                break painted;
            }
            if begun.elapsed() > PATIENCE {
                return Err("the page did not set its mark \"claims-painted\"".into());
            }
            tokio::time::sleep(INTERVAL).await;
        };
        let note = fs::read_to_string(&self.note)?;
        let (process, started) = note.trim().split_once(' ').ok_or("the program did not note its start")?;
        let started = started.parse::<f64>()? / 1e6;
        let memory = memory::settled(process.parse()?).await?;
        app.quit().await?;
        Ok(Start { painted: painted - started, memory })
    }
}
