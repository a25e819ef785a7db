//! A monotone bucket queue whose buckets are unordered inside: labels are corrected there.

use super::label::Label;

/// Width of a bucket as a power of two of the weight: 16.4 s of walking, or 16.4 m.
///
/// The optimum is flat from 8 to 33 s: narrower ones cost empty buckets, wider ones labels that
/// are corrected more often.
const WIDTH_BITS: u32 = 14;
/// Labels of this bucket and beyond share it (4.6 hours): still exact, as they are corrected there.
const LAST: usize = 1023;

/// Labels waiting to be scanned, in buckets of increasing weight.
#[derive(Clone, Debug)]
pub(super) struct BucketQueue<L> {
    buckets: Vec<Vec<(L, u32)>>,
}

impl<L: Label> BucketQueue<L> {
    /// An empty queue; buckets are allocated as they are used, and kept.
    pub(super) fn new() -> Self {
        Self {
            buckets: Vec::new(),
        }
    }

    /// The bucket of a label.
    pub(super) fn bucket_of(label: L) -> usize {
        ((label.weight() >> WIDTH_BITS) as usize).min(LAST)
    }

    /// Adds a label to a bucket.
    pub(super) fn push(&mut self, bucket: usize, label: L, state: u32) {
        if self.buckets.len() <= bucket {
            self.buckets.resize_with(bucket + 1, Vec::new);
        }
        self.buckets[bucket].push((label, state));
    }

    /// Buckets so far, empty ones counted.
    pub(super) fn len(&self) -> usize {
        self.buckets.len()
    }

    /// Takes a bucket out, to be scanned while others are filled.
    pub(super) fn take(&mut self, bucket: usize) -> Vec<(L, u32)> {
        std::mem::take(&mut self.buckets[bucket])
    }

    /// Gives a scanned bucket's memory back.
    pub(super) fn put_back(&mut self, bucket: usize, mut scanned: Vec<(L, u32)>) {
        scanned.clear();
        self.buckets[bucket] = scanned;
    }
}
