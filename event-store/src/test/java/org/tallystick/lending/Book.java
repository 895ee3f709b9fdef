package org.tallystick.lending;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.tallystick.eventstore.RecordedAt;
import org.tallystick.lending.LendingCommands.AddBook;
import org.tallystick.lending.LendingCommands.AddCopy;
import org.tallystick.lending.LendingCommands.LendBook;
import org.tallystick.lending.LendingCommands.MarkOverdue;
import org.tallystick.lending.LendingCommands.ReturnBook;
import org.tallystick.lending.LendingCommands.WithdrawBook;
import org.tallystick.lending.LendingEvents.BookAdded;
import org.tallystick.lending.LendingEvents.BookLent;
import org.tallystick.lending.LendingEvents.BookReturned;
import org.tallystick.lending.LendingEvents.BookWithdrawn;
import org.tallystick.lending.LendingEvents.CopyAdded;
import org.tallystick.lending.LendingEvents.LoanOverdue;

/** An aggregate as Axon's guide writes one, with its command handlers in it. */
@Aggregate
public class Book {
    @AggregateIdentifier
    private String id;

    private String reader;
    private Instant lentAt;

    Book() {}

    @CommandHandler
    Book(AddBook command) {
        apply(new BookAdded(command.book(), command.title()));
    }

    @CommandHandler
    Instant handle(LendBook command, @RecordedAt Instant now) {
        if (reader != null) {
            throw new IllegalStateException("is lent to " + reader + " since " + lentAt);
        }
        apply(new BookLent(id, command.reader()));
        return now;
    }

    @CommandHandler
    void handle(ReturnBook command) {
        if (reader != null) {
            apply(new BookReturned(id));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AddCopy command) {
        apply(id == null ? new BookAdded(command.book(), command.title()) : new CopyAdded(id));
    }

    @CommandHandler
    void handle(WithdrawBook command) {
        apply(new BookWithdrawn(id));
    }

    @CommandHandler
    void handle(MarkOverdue command) {
        if (reader != null) {
            apply(new LoanOverdue(id));
        }
    }

    @EventSourcingHandler
    void on(BookAdded event) {
        id = event.book();
    }

    @EventSourcingHandler
    void on(BookWithdrawn event) {
        markDeleted();
    }

    @EventSourcingHandler
    void on(BookLent event, @RecordedAt Instant recordedAt) {
        lentAt = recordedAt;
        reader = event.reader();
    }

    @EventSourcingHandler
    void on(BookReturned event) {
        reader = null;
    }
}
