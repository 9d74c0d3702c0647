//! `docs/payers.md`, written from the registry and the matrix, so that it says neither more nor less than they do.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use claimfolio_core::{
    auth::endpoint::ClientKind,
    auth::redirect::RedirectKind,
    ipc::{PayerKind, PlanType},
    payer::{Address, Networks, Payer, Registry, ResourceSupport},
};
use claimfolio_demo::Profile;

const HEAD: &str = "\
# The payers

Written from `src-tauri/core/src/payer/payers.toml` and the tests by
`UPDATE_DOCS=1 cargo test -p claimfolio-tests --test core the_document_of_the_payers_is_current`; the same test fails
when this page is stale. Do not edit it.

**No live server of any payer was ever reached with this app.** Every address below comes from the payers' public documents
or was derived from them, as its source says. What the tests prove, they prove against an impersonated payer: a server on
this computer (`claimfolio-demo --profile KEY`) written from the same documents, which refuses what they do not allow.
A payer's real server may differ from its document; `payers.toml` in the configuration folder corrects an entry
([payers-override.md](payers-override.md)).
";

/// Every test of the matrix that walks all payers, as the sentence that its name is.
fn columns() -> Vec<String> {
    let mut columns = Vec::new();
    let mut name = "";
    for line in include_str!("matrix.rs").lines() {
        if let Some(found) = line.strip_prefix("async fn ") {
            name = found.split('(').next().unwrap();
        }
        if line.trim_start().starts_with("every_payer(async") {
            columns.push(name.replace('_', " "));
        }
    }
    columns
}

fn code<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ")
}

fn plan(plan: PlanType) -> &'static str {
    match plan {
        PlanType::MedicareAdvantage => "Medicare Advantage",
        PlanType::Medicaid => "Medicaid",
        PlanType::Chip => "CHIP",
        PlanType::Marketplace => "marketplace",
        PlanType::Employer => "employer",
    }
}

fn asked(support: &ResourceSupport) -> String {
    let mut said = Vec::new();
    if support.search.is_empty() {
        said.push("read by id".to_owned());
    } else {
        said.push(code(&support.search));
    }
    if !support.required.is_empty() {
        said.push(format!("one of {} required", code(&support.required)));
    }
    if !support.examples.is_empty() {
        said.push(format!("in its examples only {}", code(&support.examples)));
    }
    if !support.include.is_empty() {
        said.push(format!("`_include` of {}", code(&support.include)));
    }
    if !support.revinclude.is_empty() {
        said.push(format!("`_revinclude` of {}", code(&support.revinclude)));
    }
    let documented =
        [(support.post, "POST `_search`"), (support.vread, "reads of a version"), (support.matches, "`$match`")];
    said.extend(documented.iter().filter(|(is_so, _)| *is_so).map(|(_, what)| (*what).to_owned()));
    said.join("; ")
}

fn section(payer: &Payer, page: &mut String) {
    let addresses = payer.addresses.as_ref().unwrap();
    let registration = &payer.registration;
    let client = match registration.client {
        ClientKind::Public => "public, PKCE",
        ClientKind::SecretPost => "PKCE and a secret in the body",
        ClientKind::SecretBasic => "PKCE and a secret by HTTP Basic",
    };
    let redirect = match registration.redirect.kind() {
        RedirectKind::DeepLink => "deep link",
        RedirectKind::Loopback => "loopback",
        RedirectKind::Pasted => "pasted by the member",
    };
    let served: Vec<_> = payer.served.iter().copied().map(plan).collect();
    let fresh = &payer.freshness;
    let days = |days: Option<u32>, unit: &str| days.map_or("not stated".to_owned(), |days| format!("{days} {unit}"));
    write!(
        page,
        "\n### {} (`{}`)\n\n| | |\n| --- | --- |\n\
         | registration | `{}`; {client}; {redirect}, `{}` |\n\
         | who is answered | {}; from the rule behind these interfaces, not from the document |\n\
         | scopes | {} |\n| asked for when the member wants them | {} |\n\
         | new claims | {} after they were decided |\n| new records | {} after the payer received them |\n\
         | the directory | {} |\n| no record before | {} |\n| support | {} |\n",
        payer.name,
        payer.key,
        registration.id,
        registration.redirect.as_str(),
        if served.is_empty() { "not known".to_owned() } else { served.join(", ") },
        code(&payer.scopes),
        if payer.optional_scopes.is_empty() { "none".to_owned() } else { code(&payer.optional_scopes) },
        days(fresh.claims_business_days, "business day(s)"),
        days(fresh.records_business_days, "business day(s)"),
        days(fresh.directory_days, "day(s)"),
        fresh.earliest_year.map_or("not stated".to_owned(), |year| year.to_string()),
        payer.support.as_deref().unwrap_or("not stated"),
    )
    .unwrap();
    page.push_str("\n| address | source | verified live |\n| --- | --- | --- |\n");
    let some = |name: &'static str, address: &Option<Address>| address.clone().map(|address| (name, address));
    let all = [
        Some(("authorize", addresses.authorize.clone())),
        Some(("token", addresses.token.clone())),
        some("revoke", &addresses.revoke),
        Some(("FHIR base", addresses.fhir.clone())),
        some("directory", &addresses.directory),
        some("members' page", &addresses.portal),
        some("privacy notice", &addresses.privacy),
        some("to register an app", &addresses.register),
    ];
    for (name, address) in all.into_iter().flatten() {
        let verified = if address.verified { "yes" } else { "no" };
        writeln!(page, "| {name}: `{}` | {} | {verified} |", address.url, address.source).unwrap();
    }
    page.push_str("\n| resource | what may be asked, and nothing else |\n| --- | --- |\n");
    for (resource, support) in &payer.resources {
        writeln!(page, "| {resource} | {} |", asked(support)).unwrap();
    }
    let (Some(directory), true) = (&payer.directory, addresses.directory.is_some()) else { return };
    let networks = match directory.networks {
        Networks::Type => "`Organization?type=ntwk`",
        Networks::Profile => "`Organization?_profile=…/plannet-Network`",
    };
    writeln!(
        page,
        "\n| of the public directory, without a sign-in | what may be asked, and nothing else |\n| --- | --- |\n\
         | source | {} |\n| networks | {networks} |",
        directory.source
    )
    .unwrap();
    for (resource, support) in &directory.resources {
        writeln!(page, "| {resource} | {} |", asked(support)).unwrap();
    }
}

fn written() -> String {
    let registry = Registry::shipped().unwrap();
    let payers: Vec<&Payer> = registry.iter().filter(|payer| payer.kind != PayerKind::Demo).collect();
    let verified = payers.iter().filter(|payer| payer.verified()).count();
    let mut page = HEAD.to_owned();
    page.push_str("\n## What is proved, and against what\n\n| payer | addresses verified live | impersonated |\n| --- | --- | --- |\n");
    for payer in &payers {
        let live = if payer.verified() { "yes" } else { "none" };
        let profile = Profile::named(&payer.key).map_or("no", |_| "every row below");
        writeln!(page, "| {} (`{}`) | {live} | {profile} |", payer.name, payer.key).unwrap();
    }
    write!(
        page,
        "\n{verified} of {} payers were tried live. Against each impersonated payer the tests show:\n\n",
        payers.len()
    )
    .unwrap();
    for column in columns() {
        writeln!(page, "- {column}").unwrap();
    }
    let groups: BTreeSet<&str> = payers.iter().map(|payer| payer.group.as_str()).collect();
    let mut seen = BTreeSet::new();
    for payer in &payers {
        if seen.insert(payer.group.as_str()) {
            write!(page, "\n## {}\n", payer.group).unwrap();
        }
        section(payer, &mut page);
    }
    assert_eq!(seen, groups, "payers of a group stand together");
    page
}

#[test]
fn the_document_of_the_payers_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/payers.md");
    let page = written();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "docs/payers.md is stale: UPDATE_DOCS=1 writes it");
    assert!(columns().len() >= 8, "{:?}", columns());
    assert!(!page.contains("| yes |"), "nothing was ever verified; whoever changes that, changes the head as well");
}
