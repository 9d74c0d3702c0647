//! The demo plan as a program of its own.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program talks to its user")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use claimfolio_demo::{Options, Profile, start};

const HELP: &str = "\
claimfolio-demo: a made-up health plan on this computer, for trying an app without an account

Usage: claimfolio-demo [option ...]

  --port NUMBER             port to try first (any free one without it)
  --seed NUMBER             where all data comes from (1)
  --claims NUMBER           number of claims (240)
  --today YYYY-MM-DD        the day to pretend (today)
  --profile NAME            impersonate a payer (demo); --profiles lists them
  --profiles                list the payers that can be impersonated
  --client-id TEXT          the registered app (claimfolio-demo)
  --client-secret TEXT      the app's secret, where it is registered with one
  --redirect-uri URI        where the app may be sent back to; may be given more than once
  --loopback-redirects      also accept http://127.0.0.1 and http://[::1] on any port
  --access-token-seconds N  life of an access token (300)
  --page-size NUMBER        claims on a page (50)
  --rotate-refresh-tokens   replace the refresh token at each use
  --state-file PATH         keep permissions over a restart
  --switches                serve /_switches, with which tests make the server misbehave
  --help                    this text
";

#[tokio::main]
async fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == "--profiles") {
        for profile in Profile::all() {
            println!("{}", profile.name());
        }
        return ExitCode::SUCCESS;
    }
    let options = match read(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(complaint) => {
            eprintln!("{complaint}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let (client_id, profile) = (options.client_id.clone(), options.profile);
    let switches = options.switches;
    let plan = match start(options).await {
        Ok(plan) => plan,
        Err(error) => {
            eprintln!("The demo plan could not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Evergreen Demo Health, a made-up health plan");
    println!("  profile    {}", profile.name());
    println!("  pages      {}", plan.origin());
    println!("  FHIR       {}", plan.fhir_base());
    println!("  authorize  {}", plan.authorize());
    println!("  token      {}", plan.token());
    if let Some(revoke) = plan.revoke() {
        println!("  revoke     {revoke}");
    }
    println!("  portal     {}", plan.portal());
    println!("  client_id  {client_id}");
    if switches {
        println!("  switches   {}_switches", plan.origin());
    }
    // Until it is killed.
    std::future::pending::<()>().await;
    ExitCode::SUCCESS
}

/// Reads the options; `None` where help is asked for.
fn read(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options::default();
    let mut redirect_uris = Vec::new();
    while let Some(argument) = arguments.next() {
        let (name, given) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        let mut value = || given.clone().or_else(|| arguments.next()).ok_or_else(|| format!("{name} needs a value"));
        match name.as_str() {
            "--port" => options.port = Some(number(&name, &value()?)?),
            "--seed" => options.seed = number(&name, &value()?)?,
            "--claims" => options.claims = number(&name, &value()?)?,
            "--today" => options.today = number(&name, &value()?)?,
            "--profile" => {
                let name = value()?;
                options.profile = Profile::named(&name).ok_or_else(|| format!("{name} is not a profile"))?;
            }
            "--client-id" => options.client_id = value()?,
            "--client-secret" => options.client_secret = Some(value()?),
            "--redirect-uri" => redirect_uris.push(value()?),
            "--loopback-redirects" => options.loopback_redirects = true,
            "--access-token-seconds" => {
                options.access_token_life = Duration::from_secs(number(&name, &value()?)?);
            }
            "--page-size" => options.page_size = number(&name, &value()?)?,
            "--rotate-refresh-tokens" => options.rotate_refresh_tokens = true,
            "--state-file" => options.state_file = Some(PathBuf::from(value()?)),
            "--switches" => options.switches = true,
            "--help" | "-h" => return Ok(None),
            _ => return Err(format!("{name} is not an option")),
        }
    }
    if !redirect_uris.is_empty() {
        options.redirect_uris = redirect_uris;
    }
    Ok(Some(options))
}

fn number<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{name} cannot be {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(arguments: &[&str]) -> Result<Option<Options>, String> {
        read(arguments.iter().map(|&argument| argument.to_owned()))
    }

    #[test]
    fn options_are_read_with_a_space_or_an_equals_sign() {
        let given = ["--port", "4000", "--claims=10", "--switches", "--profile", "optum-tooele", "--client-secret=s"];
        let options = read_all(&given).unwrap().unwrap();
        assert_eq!((options.port, options.claims, options.switches), (Some(4000), 10, true));
        assert_eq!((options.profile.name(), options.client_secret.as_deref()), ("optum-tooele", Some("s")));
    }

    #[test]
    fn help_and_mistakes_are_told_apart() {
        assert!(read_all(&["--help"]).unwrap().is_none());
        assert!(read_all(&["--port"]).is_err());
        assert!(read_all(&["--port", "many"]).is_err());
        assert!(read_all(&["--what"]).is_err());
        assert!(read_all(&["--profile", "nobody"]).is_err());
    }
}
