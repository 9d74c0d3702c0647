//! A host on loopback for tests: it answers from a script and remembers what it was asked.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The form's fields, decoded.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(self.body.as_bytes()).into_owned().collect()
    }

    pub(crate) fn field(&self, name: &str) -> Option<String> {
        self.form().into_iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }
}

/// An answer to give.
#[derive(Debug, Clone)]
pub(crate) struct Canned {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    length: Option<usize>,
    silent: bool,
    hang: bool,
}

impl Canned {
    pub(crate) fn bytes(status: u16, body: Vec<u8>) -> Self {
        let length = Some(body.len());
        Self { status, headers: Vec::new(), body, length, silent: false, hang: false }
    }

    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::bytes(status, body.as_bytes().to_vec()).header("Content-Type", "application/json")
    }

    /// A host that takes the request and says nothing.
    pub(crate) fn silent() -> Self {
        Self { silent: true, ..Self::bytes(200, Vec::new()) }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The body's length is not announced; it ends with the connection.
    pub(crate) fn without_length(self) -> Self {
        Self { length: None, ..self }
    }

    /// Announces another length than the body has.
    pub(crate) fn promise(self, length: usize) -> Self {
        Self { length: Some(length), ..self }
    }

    /// Leaves the connection open after the body.
    pub(crate) fn hang(self) -> Self {
        Self { hang: true, ..self }
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} Status\r\nConnection: close\r\n", self.status);
        if let Some(length) = self.length {
            head.push_str(&format!("Content-Length: {length}\r\n"));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head + "\r\n"
    }
}

type Answer = dyn Fn(&Asked) -> Canned + Send + Sync;

/// The host. It stops when it is dropped.
pub(crate) struct FakeHost {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    task: JoinHandle<()>,
}

impl FakeHost {
    /// Gives these answers in their order; past the last one, status 599.
    pub(crate) async fn start(answers: Vec<Canned>) -> Self {
        let answers = Mutex::new(VecDeque::from(answers));
        Self::answering(move |_| answers.lock().unwrap().pop_front().unwrap_or_else(|| Canned::json(599, "{}"))).await
    }

    /// Makes each answer from its request.
    pub(crate) async fn answering(answer: impl Fn(&Asked) -> Canned + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (answer, kept): (Arc<Answer>, _) = (Arc::new(answer), Arc::clone(&asked));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&answer), Arc::clone(&kept)));
            }
        });
        Self { address, asked, task }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Gives the port back.
    pub(crate) async fn stop(mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }
}

impl Drop for FakeHost {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, answer: Arc<Answer>, kept: Arc<Mutex<Vec<Asked>>>) {
    let mut raw = Vec::new();
    let asked = loop {
        let mut piece = [0; 4096];
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return,
            Ok(length) => raw.extend_from_slice(&piece[..length]),
        }
        let text = String::from_utf8_lossy(&raw);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let asked = Asked { head: head.to_owned(), body: body.to_owned() };
        let length = asked.header("content-length").map_or(0, |length| length.parse().unwrap());
        if body.len() >= length {
            break asked;
        }
    };
    let canned = answer(&asked);
    kept.lock().unwrap().push(asked);
    if !canned.silent {
        let _ = stream.write_all(canned.head().as_bytes()).await;
        let _ = stream.write_all(&canned.body).await;
        let _ = stream.flush().await;
    }
    if canned.silent || canned.hang {
        std::future::pending::<()>().await;
    }
}
