package org.tallystick.lending;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of the books of a library. */
public interface LendingCommands {
    record AddBook(@TargetAggregateIdentifier String book, String title) {}

    record LendBook(@TargetAggregateIdentifier String book, String reader) {}

    record ReturnBook(@TargetAggregateIdentifier String book) {}

    /** Adds the book, if it is not there, and another copy of it, if it is. */
    record AddCopy(@TargetAggregateIdentifier String book, String title) {}

    record WithdrawBook(@TargetAggregateIdentifier String book) {}

    record MarkOverdue(@TargetAggregateIdentifier String book) {}
}
