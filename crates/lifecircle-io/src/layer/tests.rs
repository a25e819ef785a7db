//! Files of every format, read again.
