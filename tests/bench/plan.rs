//! The demo plan as a program of its own, so that its work is nobody's who asks it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

use claimfolio_core::payer::{DEMO, Payer, Registry};
use claimfolio_tests::Result;
use reqwest::{
    Client, Response,
    header::{COOKIE, LOCATION, SET_COOKIE},
    redirect::Policy,
};
use url::Url;

use crate::programs::{Programs, built};

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A running demo plan.
pub(crate) struct Plan {
    pub(crate) payer: Payer,
    process: Child,
    /// Open for as long as the plan may want to say something.
    _output: BufReader<ChildStdout>,
}

/// What a sign-in gives.
pub(crate) struct SignedIn {
    pub(crate) access_token: String,
    pub(crate) patient: String,
}

impl Plan {
    /// Starts a plan with that many claims.
    pub(crate) fn start(programs: &Programs, claims: usize) -> Result<Self> {
        let program = programs.demo_plan();
        built(&program)?;
        let mut command = Command::new(program);
        command.args(["--claims", &claims.to_string(), "--access-token-seconds", "86400"]);
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut output = BufReader::new(process.stdout.take().ok_or("the demo plan has no output")?);
        let origin = loop {
            let mut line = String::new();
            if output.read_line(&mut line)? == 0 {
                return Err("the demo plan ended".into());
            }
            if let Some(origin) = line.trim().strip_prefix("pages") {
                break Url::parse(origin.trim())?;
            }
        };
        let registry = Registry::shipped()?.with_demo(&origin)?;
        let payer = registry.get(DEMO).ok_or("there is no demo plan")?.clone();
        Ok(Self { payer, process, _output: output })
    }

    /// The address of a search for a member's claims, as a sync asks for its first page.
    pub(crate) fn claims_of(&self, patient: &str) -> Result<Url> {
        let addresses = self.payer.addresses.as_ref().ok_or("the demo plan has no addresses")?;
        let address = format!("{}/ExplanationOfBenefit?patient={patient}&_count=100", addresses.fhir.url);
        Ok(Url::parse(&address)?)
    }

    /// Signs in as the member who sees the whole family, as a browser would, and allows everything.
    pub(crate) async fn sign_in(&self) -> Result<SignedIn> {
        let addresses = self.payer.addresses.as_ref().ok_or("the demo plan has no addresses")?;
        let client_id = self.payer.registration.client_id().map(str::to_owned).ok_or("the demo plan knows no app")?;
        let redirect = self.payer.registration.redirect.as_str().to_owned();
        let scopes = &self.payer.scopes;
        let browser = Client::builder().redirect(Policy::none()).no_proxy().build()?;

        let mut authorize = addresses.authorize.url.clone();
        authorize.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", &client_id),
            ("redirect_uri", &redirect),
            ("scope", &scopes.join(" ")),
            ("state", "bench"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ]);
        let shown = browser.get(authorize.clone()).send().await?.error_for_status()?;
        let cookie = header(&shown, SET_COOKIE)?.split(';').next().unwrap_or_default().to_owned();
        let page = shown.text().await?;
        let hidden = [("token", field(&page, "token")?), ("request", field(&page, "request")?)];

        let mut form = hidden.to_vec();
        form.push(("member", "maria".into()));
        let sign_in = authorize.join("/oauth/sign-in")?;
        browser.post(sign_in).header(COOKIE, &cookie).form(&form).send().await?.error_for_status()?;

        let mut form = hidden.to_vec();
        form.push(("decision", "allow".into()));
        form.extend(scopes.iter().map(|scope| ("scope", scope.clone())));
        let consent = authorize.join("/oauth/consent")?;
        let sent_back = browser.post(consent).header(COOKIE, &cookie).form(&form).send().await?;
        let back = Url::parse(&header(&sent_back, LOCATION)?)?;
        let code = back.query_pairs().find(|(name, _)| name == "code").ok_or("the plan gave no code")?.1.into_owned();

        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", &client_id),
            ("redirect_uri", &redirect),
            ("code", &code),
            ("code_verifier", VERIFIER),
        ];
        let answer = browser.post(addresses.token.url.clone()).form(&form).send().await?.error_for_status()?;
        let answer: serde_json::Value = answer.json().await?;
        let text = |name: &str| answer[name].as_str().map(str::to_owned).ok_or("the plan's answer lacks a part");
        Ok(SignedIn { access_token: text("access_token")?, patient: text("patient")? })
    }
}

impl Drop for Plan {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn header(response: &Response, name: reqwest::header::HeaderName) -> Result<String> {
    let value = response.headers().get(&name).ok_or_else(|| format!("the plan's answer lacks {name}"))?;
    Ok(value.to_str()?.to_owned())
}

/// The value of a form's hidden field.
fn field(page: &str, name: &str) -> Result<String> {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).ok_or("the sign-in page lacks a field")?;
    Ok(rest.split_once('"').map_or(rest, |(value, _)| value).to_owned())
}
