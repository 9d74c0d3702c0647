//! What a program and all the processes that it started hold in memory.

use std::{collections::HashMap, fs, io, time::Duration};

use claimfolio_tests::Result;

const INTERVAL: Duration = Duration::from_millis(250);
/// Memory has settled when as many readings in a row lie within one part in `STEADY` of each other.
const READINGS: usize = 8;
const STEADY: u64 = 100;
const MOST_READINGS: usize = 240;

/// In MB. Pages that processes share count in part in each, so that their sum counts them once (PSS).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    /// All processes that the program started, and they in turn.
    pub(crate) started: f64,
    /// The program's own; `None` where it lets nobody look, as the app does with everybody but root (T27).
    pub(crate) own: Option<f64>,
    /// The program's own with shared pages in full (RSS), which can always be read.
    pub(crate) own_resident: f64,
}

/// Waits until it changes no more.
pub(crate) async fn settled(program: u32) -> Result<Memory> {
    let mut readings: Vec<(u64, Memory)> = Vec::new();
    for _ in 0..MOST_READINGS {
        readings.push(read(program)?);
        let newest = &readings[readings.len().saturating_sub(READINGS)..];
        let sums = || newest.iter().map(|(sum, _)| *sum);
        if let (READINGS, Some(least), Some(most), Some((_, last))) =
            (newest.len(), sums().min(), sums().max(), newest.last())
            && most - least <= most / STEADY
        {
            return Ok(*last);
        }
        tokio::time::sleep(INTERVAL).await;
    }
    Err("the program's memory did not settle".into())
}

/// All of it in KiB, and its parts.
fn read(program: u32) -> Result<(u64, Memory)> {
    let own_resident = resident(program)?;
    let own = proportional(program)?;
    let mut started = 0;
    for process in descendants(program)? {
        started += proportional(process)?.ok_or("a web process lets nobody look at its memory")?;
    }
    let megabytes = |kib: u64| kib as f64 * 1024.0 / 1e6;
    let parts = Memory { started: megabytes(started), own: own.map(megabytes), own_resident: megabytes(own_resident) };
    Ok((started + own.unwrap_or(own_resident), parts))
}

fn descendants(program: u32) -> Result<Vec<u32>> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc")? {
        let Some(process) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // A process may end while the list is read.
        if let Some(parent) = parent(process) {
            children.entry(parent).or_default().push(process);
        }
    }
    let mut found = children.remove(&program).unwrap_or_default();
    let mut looked_at = 0;
    while let Some(process) = found.get(looked_at) {
        found.extend(children.remove(process).unwrap_or_default());
        looked_at += 1;
    }
    Ok(found)
}

fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second field is a name in brackets, which may hold brackets and spaces.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// In KiB; `None` where it may not be read.
fn proportional(process: u32) -> Result<Option<u64>> {
    match fs::read_to_string(format!("/proc/{process}/smaps_rollup")) {
        Ok(rollup) => Ok(Some(kib(&rollup, "Pss:").ok_or("a process says nothing about its memory")?)),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// In KiB.
fn resident(process: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    kib(&status, "VmRSS:").ok_or_else(|| "a process says nothing about its memory".into())
}

fn kib(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}
