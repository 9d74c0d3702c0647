//! The way back of payers that answer to this computer's own address (RFC 8252, 7.3): a listener on 127.0.0.1 that is
//! there for one sign-in and takes one answer.
//!
//! Any program and any web page on this computer can call it. What it takes is the same as what a deep link brings: the
//! target of the request, byte by byte, goes through the same parser and the same comparison of the `state` (T3). What
//! answers no sign-in moves nothing and does not use the listener up.

use std::{
    net::Ipv4Addr,
    sync::{Arc, Weak},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};

use crate::{
    auth::{
        callback::LONGEST_LINK,
        flow::{Event, Flow, FlowId, OPEN_FOR},
        redirect::{RedirectKind, RedirectUri},
    },
    ipc::AppError,
};

use super::{Folio, error};

/// How long a caller may take to send its request.
const REQUEST_WITHIN: Duration = Duration::from_secs(5);
/// How long a caller may take to read the page.
const PAGE_WITHIN: Duration = Duration::from_secs(5);
/// The most that a request's head may hold: the longest link and a browser's headers.
const LONGEST_HEAD: usize = LONGEST_LINK + 32 * 1024;
/// How often it is looked whether the sign-in still waits.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Where a sign-in's answer comes back to, ready to take it.
pub(super) struct WayBack {
    redirect: RedirectUri,
    listener: Option<TcpListener>,
}

impl WayBack {
    /// Opens the listener where the payer's redirect address is one of this computer.
    pub(super) async fn open(registered: &RedirectUri) -> Result<Self, AppError> {
        if registered.kind() != RedirectKind::Loopback {
            return Ok(Self { redirect: registered.clone(), listener: None });
        }
        let no_port = |_| error::unexpected("the port for the answer is taken");
        let port = registered.port().unwrap_or(0);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(no_port)?;
        let port = listener.local_addr().map_err(no_port)?.port();
        let redirect = registered.on_port(port).ok_or_else(|| error::unexpected("redirect address"))?;
        Ok(Self { redirect, listener: Some(listener) })
    }

    pub(super) fn redirect(&self) -> &RedirectUri {
        &self.redirect
    }
}

impl Folio {
    /// Listens for the answer of a sign-in until it has come, or the sign-in waits no more.
    pub(super) fn listen(self: &Arc<Self>, way_back: WayBack, flow: &FlowId) {
        let Some(listener) = way_back.listener else { return };
        let (folio, flow, redirect) = (Arc::downgrade(self), flow.clone(), way_back.redirect);
        tokio::spawn(async move {
            let waiting = async {
                while still_waits(&folio, &flow) {
                    sleep(LOOK_EVERY).await;
                }
            };
            let answered = async {
                while let Ok((caller, _)) = listener.accept().await {
                    if timeout(REQUEST_WITHIN + PAGE_WITHIN, take(&folio, &redirect, caller)).await == Ok(true) {
                        break;
                    }
                }
            };
            tokio::select! {
                () = waiting => {}
                () = answered => {}
                () = sleep(OPEN_FOR) => {}
            }
        });
    }
}

fn still_waits(folio: &Weak<Folio>, flow: &FlowId) -> bool {
    let Some(folio) = folio.upgrade() else { return false };
    folio.signing_in.lock().flows.get(flow).is_some_and(Flow::is_waiting)
}

/// Takes one request. True where it was the answer of a sign-in.
async fn take(folio: &Weak<Folio>, redirect: &RedirectUri, mut caller: TcpStream) -> bool {
    let head = timeout(REQUEST_WITHIN, read_head(&mut caller)).await.ok().flatten();
    let link = head.as_deref().and_then(|head| link_of(head, redirect));
    let (Some(folio), Some(link)) = (folio.upgrade(), link) else {
        answer(&mut caller, "404 Not Found", &page(NOTHING_HERE)).await;
        return false;
    };
    let callback = folio.signing_in.lock().flows.read(&link);
    let step = folio.step(callback.map_or(Event::BadCallback, Event::Callback));
    let is_answer = step.moved || step.was_late;
    if is_answer {
        folio.host.bring_to_front();
    }
    // In a task of its own: whether the browser reads the page is nothing to the sign-in.
    let work = tokio::spawn({
        let folio = Arc::clone(&folio);
        async move { folio.follow(step.work).await }
    });
    let (status, words) = if is_answer { ("200 OK", DONE) } else { ("400 Bad Request", NOTHING_HERE) };
    answer(&mut caller, status, &page(words)).await;
    drop(work);
    is_answer
}

/// A request's head, without its body: nobody who brings an answer sends one.
async fn read_head(caller: &mut TcpStream) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    let mut piece = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = caller.read(&mut piece).await.ok()?;
        if read == 0 || head.len() + read > LONGEST_HEAD {
            return None;
        }
        head.extend_from_slice(&piece[..read]);
    }
    Some(head)
}

/// The address that was asked for, spelled as the browser was sent to it. `None` for another method, for another host (a
/// name that a web page made to lead here), and for another path: browsers ask for an icon by themselves.
fn link_of(head: &[u8], redirect: &RedirectUri) -> Option<Vec<u8>> {
    let (origin, path) =
        redirect.as_str().strip_prefix("http://").and_then(|rest| rest.split_at_checked(rest.find('/')?))?;
    let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let target = lines.next()?.strip_prefix(b"GET ")?.strip_suffix(b" HTTP/1.1")?;
    let host = lines.find_map(|line| {
        let (name, value) = line.split_at_checked(line.iter().position(|byte| *byte == b':')?)?;
        name.eq_ignore_ascii_case(b"host").then(|| value[1..].trim_ascii())
    })?;
    let is_path = target.strip_prefix(path.as_bytes()).is_some_and(|rest| rest.is_empty() || rest[0] == b'?');
    (host == origin.as_bytes() && is_path).then(|| [b"http://", host, target].concat())
}

async fn answer(caller: &mut TcpStream, status: &str, page: &str) {
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n\
         Connection: close\r\n\r\n{page}",
        page.len()
    );
    // A browser that is gone needs no page.
    let _ = timeout(PAGE_WITHIN, async {
        caller.write_all(answer.as_bytes()).await?;
        caller.shutdown().await
    })
    .await;
}

/// A page's words, in English and in Spanish: a browser's language need not be the app's.
type Words = [(&'static str, &'static str); 2];

const DONE: Words = [
    ("You can close this page", "Claimfolio has the answer of your plan. Go on in its window."),
    ("Puede cerrar esta página", "Claimfolio tiene la respuesta de su plan. Siga en su ventana."),
];

const NOTHING_HERE: Words = [
    ("There is nothing here", "This address answers no sign-in that is open in Claimfolio."),
    ("Aquí no hay nada", "Esta dirección no responde a ningún inicio de sesión abierto en Claimfolio."),
];

/// The page at the end of the browser's way. Nothing of the request stands in it.
fn page([(title, text), (spanish_title, spanish_text)]: Words) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Claimfolio</title>\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <style>:root{{color-scheme:light dark}}body{{font:1.0625rem/1.5 system-ui,sans-serif;max-width:34rem;\
         margin:15vh auto 0;padding:0 1.5rem}}h1,h2{{font-size:1.5rem;margin:0}}section{{margin-top:2.5rem}}</style>\
         <main><h1>{title}</h1><p>{text}</p>\
         <section lang=\"es\"><h2>{spanish_title}</h2><p>{spanish_text}</p></section></main></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T3
    #[test]
    fn only_a_request_for_the_redirect_address_itself_is_read() {
        let redirect = RedirectUri::parse("http://127.0.0.1:4711/callback").unwrap();
        let link = |head: &str| link_of(head.as_bytes(), &redirect).map(|link| String::from_utf8(link).unwrap());
        let good = "GET /callback?code=1&state=2 HTTP/1.1\r\nAccept: */*\r\nhost: 127.0.0.1:4711\r\n\r\n";
        assert_eq!(link(good).as_deref(), Some("http://127.0.0.1:4711/callback?code=1&state=2"));
        for (from, to) in [
            ("GET", "POST"),
            ("/callback?", "/callback/?"),
            ("/callback?", "/callbacks?"),
            ("/callback?code=1&state=2", "/favicon.ico"),
            ("127.0.0.1:4711", "rebound.example:4711"),
            ("127.0.0.1:4711", "127.0.0.1:4712"),
            ("127.0.0.1:4711", "localhost:4711"),
            ("HTTP/1.1", "HTTP/1.0"),
            ("host: 127.0.0.1:4711\r\n", ""),
        ] {
            assert_eq!(link(&good.replace(from, to)), None, "{to}");
        }
    }

    #[test]
    fn the_page_speaks_both_languages() {
        let page = page(DONE);
        assert!(
            page.contains("You can close this page") && page.contains("lang=\"es\"") && page.contains("Puede cerrar")
        );
    }
}
