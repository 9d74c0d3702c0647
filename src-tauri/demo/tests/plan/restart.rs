//! What survives a restart, and what must not be on disk.

use claimfolio_demo::{Options, start};
use jiff::civil::Date;

use crate::browser::{ALL_SCOPES, MARIA, fhir, fhir_json, options, permitted, refresh};

#[tokio::test]
async fn permissions_and_the_first_day_survive_and_no_token_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo-plan.json");
    let on = |today| Options { today, state_file: Some(path.clone()), ..options().0 };
    let plan = start(on(Date::constant(2026, 11, 20))).await.unwrap();
    let (access, refresh_token) = permitted(&plan, ALL_SCOPES, "maria").await;
    let (_, revoked) = permitted(&plan, ALL_SCOPES, "maria").await;
    let form = [("token", revoked.as_str())];
    crate::browser::client().post(plan.revoke().unwrap()).form(&form).send().await.unwrap();
    let claim = fhir_json(&plan, &access, "/ExplanationOfBenefit/evg-0000100").await;
    plan.shutdown().await;

    let text = std::fs::read_to_string(&path).unwrap();
    for secret in [&access, &refresh_token, &revoked] {
        assert!(!text.contains(secret.as_str()));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");

    let plan = start(on(Date::constant(2026, 11, 27))).await.unwrap();
    assert_eq!(fhir(&plan, &access, &format!("/Patient/{MARIA}")).await.status(), 401);
    assert_eq!(refresh(&plan, &revoked).await.0, 400);
    let (status, body) = refresh(&plan, &refresh_token).await;
    assert_eq!(status, 200);
    let access = body["access_token"].as_str().unwrap();
    assert_eq!(fhir_json(&plan, access, "/ExplanationOfBenefit/evg-0000100").await, claim);
}

#[tokio::test]
async fn a_file_that_is_not_a_state_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo-plan.json");
    std::fs::write(&path, "something else").unwrap();
    assert!(start(Options { state_file: Some(path.clone()), ..options().0 }).await.is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "something else");
}

#[tokio::test]
async fn a_taken_port_is_no_reason_not_to_start() {
    let first = start(options().0).await.unwrap();
    let port = first.origin().port();
    let second = start(Options { port, ..options().0 }).await.unwrap();
    assert_ne!(second.origin().port(), port);
    first.shutdown().await;
    let third = start(Options { port, ..options().0 }).await.unwrap();
    assert_eq!(third.origin().port(), port);
}
