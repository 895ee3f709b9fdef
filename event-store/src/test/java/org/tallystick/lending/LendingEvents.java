package org.tallystick.lending;

/** What happens to the books of a library. */
public interface LendingEvents {
    record BookAdded(String book, String title) {}

    record CopyAdded(String book) {}

    record BookWithdrawn(String book) {}

    record BookLent(String book, String reader) {}

    record BookReturned(String book) {}

    record LoanOverdue(String book) {}
}
