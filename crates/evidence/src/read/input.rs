//! The bytes of a source: counted, hashed and held within limits while they are read.

use std::io::{self, BufRead, Read};

use basis::{At, Diagnostic, Digest, digest::Hasher};

use crate::codes;
use crate::limits::LINE_BYTES_MAX;

/// Bytes that are looked at before reading begins.
const HEAD_BYTES: usize = 1024;

/// Bytes that one read takes at most, so that limits are met soon.
const CHUNK_BYTES: usize = 64 * 1024;

/// Why reading ended before the end of the file.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) diagnostic: Box<Diagnostic>,
    /// A place in the file; otherwise the row that was being read.
    pub(super) at: Option<Box<At>>,
}

impl Stop {
    pub(super) fn new(diagnostic: Diagnostic) -> Stop {
        Stop { diagnostic: Box::new(diagnostic), at: None }
    }

    pub(super) fn at(self, at: At) -> Stop {
        Stop { at: Some(Box::new(at)), ..self }
    }
}

/// A reader over a source.
pub(super) struct Input<'p, R> {
    inner: R,
    hasher: Hasher,
    progress: &'p mut dyn FnMut(u64),
    /// The first bytes, and how many of them were given out.
    head: Vec<u8>,
    head_given: usize,
    bytes: u64,
    /// Bytes given out since the last [`Input::new_row`], and the most that there may be.
    row_bytes: u64,
    row_bytes_max: u64,
    stop: Option<Stop>,
}

impl<'p, R: BufRead> Input<'p, R> {
    pub(super) fn new(inner: R, progress: &'p mut dyn FnMut(u64)) -> Input<'p, R> {
        Input {
            inner,
            hasher: Hasher::default(),
            progress,
            head: Vec::new(),
            head_given: 0,
            bytes: 0,
            row_bytes: 0,
            row_bytes_max: LINE_BYTES_MAX,
            stop: None,
        }
    }

    /// The first bytes of the file, which are given out later as if they had not been looked at.
    pub(super) fn peek(&mut self) -> Result<&[u8], Stop> {
        let mut chunk = [0; HEAD_BYTES];
        while self.head.len() < HEAD_BYTES {
            match self.inner.read(&mut chunk[..HEAD_BYTES - self.head.len()]) {
                Ok(0) => break,
                Ok(count) => self.head.extend_from_slice(chunk.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unreadable(&error)),
            }
        }
        Ok(&self.head)
    }

    /// Leaves out the first bytes, which were looked at; they stay in the digest.
    pub(super) fn skip(&mut self, count: usize) {
        let count = count.min(self.head.len() - self.head_given);
        if let Some(skipped) = self.head.get(self.head_given..self.head_given + count) {
            self.hasher.update(skipped);
        }
        self.head_given += count;
        self.bytes += count as u64;
    }

    /// Begins a row: the limit on its length counts from here.
    pub(super) fn new_row(&mut self) {
        self.row_bytes = 0;
    }

    /// Sets the most bytes that a row may have.
    pub(super) fn limit_row(&mut self, bytes_max: u64) {
        self.row_bytes_max = bytes_max;
    }

    /// Why reading failed, where it did.
    pub(super) fn take_stop(&mut self) -> Option<Stop> {
        self.stop.take()
    }

    /// The digest of the bytes given out.
    pub(super) fn digest(self) -> Digest {
        self.hasher.finish()
    }

    fn check(&mut self, chunk: &[u8]) -> io::Result<()> {
        if let Some(at) = chunk.iter().position(|&byte| byte == 0) {
            let offset = self.bytes + at as u64 + 1;
            let message = format!("a NUL byte at byte {offset}: the file is not text");
            let help = "save it as text in UTF-8; the file may be cut off or UTF-16";
            return self.fail(Stop::new(Diagnostic::error(codes::BINARY, message).help(help)));
        }
        self.row_bytes += chunk.len() as u64;
        if self.row_bytes > self.row_bytes_max.saturating_add(CHUNK_BYTES as u64) {
            let limit = self.row_bytes_max;
            let message = format!("a line is longer than {limit} bytes");
            let help = "a line break or a closing quotation mark may be missing";
            let stop = Stop::new(Diagnostic::error(codes::LINE_TOO_LONG, message).help(help));
            return self.fail(stop);
        }
        Ok(())
    }

    fn fail<T>(&mut self, stop: Stop) -> io::Result<T> {
        self.stop.get_or_insert(stop);
        Err(io::ErrorKind::InvalidData.into())
    }

    fn fetch(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let rest = self.head.get(self.head_given..).unwrap_or_default();
        if !rest.is_empty() {
            let count = rest.len().min(out.len());
            for (to, from) in out.iter_mut().zip(rest) {
                *to = *from;
            }
            self.head_given += count;
            return Ok(count);
        }
        let count = out.len().min(CHUNK_BYTES);
        self.inner.read(out.get_mut(..count).unwrap_or_default())
    }
}

impl<R: BufRead> Read for Input<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.stop.is_some() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let count = match self.fetch(out) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => return self.fail(unreadable(&error)),
        };
        let chunk = out.get(..count).unwrap_or_default();
        self.hasher.update(chunk);
        self.check(chunk)?;
        self.bytes += count as u64;
        (self.progress)(self.bytes);
        Ok(count)
    }
}

fn unreadable(error: &io::Error) -> Stop {
    Stop::new(Diagnostic::error(codes::UNREADABLE, format!("the file cannot be read: {error}")))
}
