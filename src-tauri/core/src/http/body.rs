//! A body that is counted as it is decompressed, and aborted at its limit (T11).

use std::time::Duration;

use bytes::Bytes;

use super::HttpError;

/// Bytes without the end of an object that are read at most, after decompression. Everything that this app asks for is
/// JSON in objects of which the largest that it keeps has 4 MiB; a bomb mostly repeats one byte.
const LONGEST_STRETCH: u64 = 16 * 1024 * 1024;

/// The body of an answer, read piece by piece.
///
/// The client decompresses gzip as the pieces are asked for and never ahead of them, so a bomb costs one piece more
/// than its limit, not its whole.
#[derive(Debug)]
pub struct Body {
    response: reqwest::Response,
    left: u64,
    /// Since the last piece in which an object ended.
    stretch: u64,
    idle: Duration,
}

impl Body {
    pub(super) fn new(response: reqwest::Response, limit: u64, idle: Duration) -> Result<Self, HttpError> {
        // The client takes the header away from what it decompressed. What is left of it is a coding nobody asked for.
        let coding = response.headers().get(::http::header::CONTENT_ENCODING);
        if coding.is_some_and(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity")) {
            return Err(HttpError::Unreadable);
        }
        if response.content_length().is_some_and(|length| length > limit) {
            return Err(HttpError::TooLarge);
        }
        Ok(Self { response, left: limit, stretch: 0, idle })
    }

    /// The next piece, or `None` at the end.
    ///
    /// # Errors
    /// [`HttpError::TooLarge`] past the limit or where it cannot be JSON of a sane size, [`HttpError::TimedOut`] where nothing came for the idle time,
    /// [`HttpError::Broken`] where the body broke off or cannot be decompressed.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, HttpError> {
        let piece = tokio::time::timeout(self.idle, self.response.chunk()).await.map_err(|_| HttpError::TimedOut)?;
        let piece = piece.map_err(|error| if error.is_timeout() { HttpError::TimedOut } else { HttpError::Broken })?;
        if let Some(piece) = &piece {
            let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
            self.left = self.left.checked_sub(length).ok_or(HttpError::TooLarge)?;
            self.stretch = if piece.contains(&b'}') { 0 } else { self.stretch.saturating_add(length) };
            if self.stretch > LONGEST_STRETCH {
                return Err(HttpError::TooLarge);
            }
        }
        Ok(piece)
    }

    /// The whole body.
    ///
    /// # Errors
    /// As for [`Body::chunk`].
    pub async fn read(mut self) -> Result<Vec<u8>, HttpError> {
        let mut whole = Vec::new();
        while let Some(piece) = self.chunk().await? {
            whole.extend_from_slice(&piece);
        }
        Ok(whole)
    }
}
