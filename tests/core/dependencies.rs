//! What the app is made of: every dependency is fixed by a lock file with its digest, comes from the public registry, and
//! has a licence that `deny.toml` accepts. The same list that cargo-deny reads, so that a fresh machine needs nothing more.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn texts(value: &toml::Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

fn name(requirement: &LicenseReq) -> String {
    requirement.to_string()
}

fn is_accepted(licence: &str, accepted: &BTreeSet<String>) -> bool {
    let expression =
        Expression::parse_mode(licence, ParseMode::LAX).unwrap_or_else(|error| panic!("{licence}: {error}"));
    expression.evaluate(|requirement| accepted.contains(&name(requirement)))
}

/// The crates that a build for any of the systems of `deny.toml` takes in. Those of the other systems are fetched once.
fn packages(deny: &toml::Table) -> Vec<Value> {
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    for system in texts(&deny["graph"]["targets"]) {
        let metadata = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &system])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
        let document: Value = serde_json::from_slice(&metadata.stdout).unwrap();
        let nodes = document["resolve"]["nodes"].as_array().unwrap();
        let used: BTreeSet<&str> = nodes.iter().map(|node| node["id"].as_str().unwrap()).collect();
        for package in document["packages"].as_array().unwrap() {
            let id = package["id"].as_str().unwrap();
            if used.contains(id) && !package["source"].is_null() {
                found.insert(id.to_owned(), package.clone());
            }
        }
    }
    found.into_values().collect()
}

/// T33
#[test]
fn every_crate_has_an_accepted_licence_a_digest_and_comes_from_the_public_registry() {
    let deny: toml::Table = fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap();
    let accepted = texts(&deny["licenses"]["allow"]);
    let exceptions = deny["licenses"]["exceptions"].as_array().unwrap();
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock")).unwrap().parse().unwrap();
    let locked = lock["package"].as_array().unwrap();
    let packages = packages(&deny);
    assert!(packages.len() > 300, "{}", packages.len());
    for package in packages {
        let (crate_name, version) = (package["name"].as_str().unwrap(), package["version"].as_str().unwrap());
        let exception = exceptions.iter().find(|one| one["crate"].as_str() == Some(crate_name));
        let mut accepted = accepted.clone();
        accepted.extend(exception.map(|one| texts(&one["allow"])).unwrap_or_default());
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_accepted(licence, &accepted), "{crate_name} {version}: {licence}");
        assert_eq!(package["source"], "registry+https://github.com/rust-lang/crates.io-index", "{crate_name}");
        let entry = locked
            .iter()
            .find(|entry| entry["name"].as_str() == Some(crate_name) && entry["version"].as_str() == Some(version))
            .unwrap_or_else(|| panic!("{crate_name} {version} is not locked"));
        assert_eq!(entry["checksum"].as_str().unwrap().len(), 64, "{crate_name}");
    }
}

/// What the web view itself is made of. Tools that only build it do not reach a member.
///
/// T33
#[test]
fn every_package_in_the_window_has_a_digest_and_an_accepted_licence() {
    // OFL: the typeface. The last two: tools that the translations' library names as its companions; not in the window.
    let accepted = ["MIT", "Apache-2.0", "ISC", "0BSD", "BSD-3-Clause", "OFL-1.1", "Python-2.0", "CC-BY-4.0"];
    let accepted = accepted.map(str::to_owned).into();
    let lock: Value = serde_json::from_slice(&fs::read(root().join("ui/package-lock.json")).unwrap()).unwrap();
    let mut shipped = 0;
    for (place, package) in lock["packages"].as_object().unwrap() {
        if place.is_empty() {
            continue;
        }
        assert!(package["integrity"].as_str().unwrap_or_default().starts_with("sha512-"), "{place}");
        if package["dev"] != true {
            let licence = package["license"].as_str().unwrap_or_default();
            assert!(is_accepted(licence, &accepted), "{place}: {licence}");
            shipped += 1;
        }
    }
    assert!(shipped > 10, "{shipped}");
}
