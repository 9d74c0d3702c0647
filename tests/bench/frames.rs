//! A directory's long list in the real window: the time between two frames while it is scrolled. The list comes as a
//! member gets it: a search by state, and then more for as long as the directory has any.

use std::time::{Duration, Instant};

use claimfolio_tests::{App, Browser, Desktop, Result};
use serde_json::Value;

use crate::{
    programs::{Programs, built},
    report::Report,
    window::ask,
};

/// Entries that are scrolled through at least.
const ENTRIES: u64 = 5_000;

/// People in the demo plan's directory, so that it lists that many entries in one state.
const PEOPLE: &str = "5000";
const PATIENCE: Duration = Duration::from_secs(240);
const INTERVAL: Duration = Duration::from_millis(50);
const FRAMES: u64 = 600;

/// A frame of a screen with sixty a second is a sixtieth of a second late where two are this far apart, in milliseconds.
const DROPPED: f64 = 20.0;

/// Presses for more where there is more and nothing runs; tells how many entries are listed.
const MORE: &str = "document.querySelector('.care-more button')?.click();
    return Number(document.querySelector('.care-table')?.getAttribute('aria-rowcount') ?? 1) - 1;";

/// Milliseconds between frames while the pane goes down by as much as a wheel does, `STEP` pixels a frame.
const SCROLL: &str = "const pane = document.querySelector('.main');
    const [frames, step] = [FRAMES, STEP];
    pane.scrollTop = 0;
    return new Promise((done) => {
        const between = [];
        let before = null;
        const turn = (now) => {
            if (before !== null) between.push(now - before);
            before = now;
            pane.scrollTop += step;
            if (between.length < frames) requestAnimationFrame(turn);
            else done({ between, at: pane.scrollTop });
        };
        requestAnimationFrame(turn);
    });";

/// Measures.
pub(crate) async fn measure(programs: &Programs, report: &mut Report) -> Result {
    built(&programs.app())?;
    let desktop = Desktop::start()?;
    let app = App::open_program(&desktop, &programs.app(), &[("CLAIMFOLIO_DEMO_PROVIDERS", PEOPLE)]).await?;
    app.press("demo plan").await?;
    app.press("Continue to sign in").await?;
    let browser = Browser::wait(&desktop).await?;
    browser.press_at("#member-maria").await?;
    browser.press_at("#allow").await?;
    app.press("Yes").await?;
    settled(&app).await?;
    drop(browser);
    app.press("See your timeline").await?;
    app.see("Care over time").await?;
    app.press("Find care").await?;
    app.see("Look for a doctor").await?;
    app.fill(".care-form input:not([role])", "ID").await?;
    app.press_at(".care-go").await?;
    app.find(".care-table [role=link]").await?;
    let begun = Instant::now();
    let entries = loop {
        let entries = app.script(MORE).await?.as_u64().unwrap_or_default();
        if entries >= ENTRIES {
            break entries;
        }
        if begun.elapsed() > PATIENCE {
            return Err(format!("the directory listed {entries} entries").into());
        }
        tokio::time::sleep(INTERVAL).await;
    };
    // What scrolling adds to what this computer drops in a window that shows the same and does not move.
    let still = scrolled(&app, 0).await?;
    let moving = scrolled(&app, 120).await?;
    report.figure(
        "directory_frames_over_20ms_percent",
        "Frames over 20 ms while 5,000 entries of a directory are scrolled, in percent",
        over(&moving),
        Some(1.0),
    );
    report.note(format!(
        "{entries} entries, {} frames, the longest {:.0} ms; the same list standing still: {:.1} %",
        moving.len(),
        moving.iter().copied().fold(0.0, f64::max),
        over(&still)
    ));
    app.quit().await
}

/// Waits for the end of the first sync: what is measured is the list alone.
async fn settled(app: &App) -> Result {
    let begun = Instant::now();
    while ask(app, "sync_status", "{}").await?[0]["run"] != "done" {
        if begun.elapsed() > PATIENCE {
            return Err("the first sync did not end".into());
        }
        tokio::time::sleep(INTERVAL).await;
    }
    Ok(())
}

async fn scrolled(app: &App, step: u64) -> Result<Vec<f64>> {
    let script = SCROLL.replace("FRAMES", &FRAMES.to_string()).replace("STEP", &step.to_string());
    let gone = app.script(&script).await?;
    if step > 0 && gone["at"].as_f64().unwrap_or_default() < 1.0 {
        return Err("the list did not scroll".into());
    }
    let between = gone["between"].as_array().ok_or("no frame was drawn")?;
    Ok(between.iter().filter_map(Value::as_f64).collect())
}

/// How many of them are over, in percent.
fn over(between: &[f64]) -> f64 {
    let late = between.iter().filter(|milliseconds| **milliseconds > DROPPED).count();
    late as f64 * 100.0 / between.len().max(1) as f64
}
