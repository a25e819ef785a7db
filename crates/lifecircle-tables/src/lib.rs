//! The user's tables, whatever program wrote them, as rows of text.
