//! The app's own sign-in against an authorization server that nobody here wrote: `oidc-provider`, as
//! `tests/second-server` sets it up. It states an issuer in its answers (RFC 9207), names no patient in its tokens, gives
//! a new refresh token with each use, and ends them all when an old one comes back (RFC 9700, 4.14.2).

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use claimfolio_core::ipc::{AccessEnded, ConnectStage, ConnectionStatus, SyncRun};
use reqwest::{
    Client, Response,
    header::{COOKIE, LOCATION, SET_COOKIE},
    redirect::Policy,
};
use url::Url;

use crate::folio::computer::Computer;

/// The entry that is led to the server.
const PAYER: &str = "oph-ca-uc";

/// Longer than an access token of that server lives.
const AN_HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_member_connects_to_a_server_of_others_refreshes_reconnects_and_leaves() {
    let server = SecondServer::start();
    let computer = Computer::with_payers(&server.payers_file()).await;

    let connection = connect(&computer, None).await;
    let first = computer.synced(&connection).await;
    assert_eq!((first.run, first.new_claims), (SyncRun::Done, 1));
    let owed = computer.rows().await.into_iter().find_map(|row| row.you_owe).unwrap();
    assert_eq!((owed.amount.as_str(), owed.currency.as_deref()), ("20.5", Some("USD")));
    let details = computer.connection(&connection).await;
    let used = details.addresses.as_ref().unwrap();
    assert!(format!("{used:?}").contains(&format!("{}/token", server.origin)), "discovery found its token endpoint");

    let before = computer.keychain.refresh_token(&connection);
    for _ in 0..2 {
        computer.hands.advance(AN_HOUR);
        let again = computer.sync(&connection).await;
        assert_eq!((again.run, again.new_claims), (SyncRun::Done, 0));
    }
    let rotated = computer.keychain.refresh_token(&connection);
    assert_ne!(before, rotated, "each use of a refresh token brings another");

    assert_eq!(server.refresh(&before).await, 400, "an old token is refused");
    computer.hands.advance(AN_HOUR);
    computer.sync(&connection).await;
    assert!(matches!(computer.connection(&connection).await.status, ConnectionStatus::SignInNeeded { .. }));
    assert_eq!(computer.rows().await.len(), 1, "what was here stays");

    assert_eq!(connect(&computer, Some(&connection)).await, connection, "the same connection, renewed");
    assert_eq!(computer.synced(&connection).await.run, SyncRun::Done);
    assert_eq!(computer.rows().await.len(), 1);

    let last = computer.keychain.refresh_token(&connection);
    let receipt = computer.folio.disconnect(&connection).await.unwrap();
    assert!(matches!(receipt.access, AccessEnded::Revoked));
    assert_eq!(server.refresh(&last).await, 400, "the access ended at the server");
    assert!(computer.rows().await.is_empty());
}

/// Signs in at the server; gives the connection.
async fn connect(computer: &Computer, reconnect: Option<&str>) -> String {
    let attempt = computer.begin_at(PAYER, reconnect).await;
    let link = Browser::default().sign_in(&computer.page(&attempt)).await;
    assert!(link.contains("iss="), "it says who it is");
    computer.folio.answer_from_browser(link.as_bytes()).await;
    match computer.stage(&attempt) {
        ConnectStage::Confirm { person, missing, .. } => {
            assert_eq!(person.unwrap().name.as_deref(), Some("Robin Example"));
            assert!(missing.is_empty(), "{missing:?}");
            computer.confirm(&attempt).await
        }
        ConnectStage::Connected { connection } => connection,
        stage => panic!("{stage:?}"),
    }
}

/// The running server. It ends when its standard input does.
struct SecondServer {
    origin: String,
    process: Child,
}

impl SecondServer {
    fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("second-server");
        assert!(folder.join("node_modules").is_dir(), "`make tests/second-server/node_modules` installs what it needs");
        let mut process = Command::new("node")
            .arg(folder.join("server.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut origin = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut origin).unwrap();
        Self { origin: origin.trim().to_owned(), process }
    }

    /// A payer of the list whose records are here now. Where its sign-in is must be looked up from there.
    fn payers_file(&self) -> String {
        format!(
            r#"
            [[payer]]
            key = "{PAYER}"
            registration = "second-server"
            client_id = "clinic"
            fhir = {{ url = "{}/fhir" }}
            "#,
            self.origin
        )
    }

    /// The status that the token endpoint answers a refresh with.
    async fn refresh(&self, token: &str) -> u16 {
        let form = [("grant_type", "refresh_token"), ("client_id", "clinic"), ("refresh_token", token)];
        let answer = Client::new().post(format!("{}/token", self.origin)).form(&form).send().await;
        answer.unwrap().status().as_u16()
    }
}

impl Drop for SecondServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser that fills in the forms of the server's own pages.
#[derive(Default)]
struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Signs in and allows what is asked; gives the link that leads out of the browser.
    async fn sign_in(mut self, page: &Url) -> String {
        let http = Client::builder().redirect(Policy::none()).build().unwrap();
        let mut answer = self.send(http.get(page.clone())).await;
        loop {
            if let Some(location) = answer.headers().get(LOCATION) {
                let location = location.to_str().unwrap().to_owned();
                if location.starts_with("org.claimfolio.desktop:") {
                    return location;
                }
                let next = answer.url().join(&location).unwrap();
                answer = self.send(http.get(next)).await;
                continue;
            }
            let at = answer.url().clone();
            let form = answer.text().await.unwrap();
            let action = between(&form, "action=\"", "\"").unwrap();
            let prompt = between(&form, "name=\"prompt\" value=\"", "\"").unwrap();
            let fields = [("prompt", prompt), ("login", "robin"), ("password", "anything")];
            answer = self.send(http.post(at.join(action).unwrap()).form(&fields)).await;
        }
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Response {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header(COOKIE, cookies.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}
