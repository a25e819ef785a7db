//! Told to end: nothing that waits for its place stays behind.

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// What a shell adds to the number of a signal, and gives as the exit code of a program that it ended.
const ENDED_BY: i32 = 128;

/// Waits for the signals that ask a program to end, in a thread of its own.
pub(crate) fn watch() {
    // Without the thread the system ends the program, and the next run removes what it left.
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else {
        return;
    };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            lifecircle_io::write::abandon();
            std::process::exit(ENDED_BY + signal);
        }
    });
}
