package org.tallystick.lending;

import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.tallystick.lending.LendingCommands.MarkOverdue;
import org.tallystick.lending.LendingEvents.BookLent;
import org.tallystick.lending.LendingEvents.BookReturned;

/** Marks a loan as overdue when its time is over. */
@Saga
public class LoanSaga {
    static final Duration LONGEST = Duration.ofMillis(50);
    private static final String DEADLINE = "loan-end";

    private String book;

    @StartSaga
    @SagaEventHandler(associationProperty = "book")
    void on(BookLent event, DeadlineManager deadlines) {
        book = event.book();
        deadlines.schedule(LONGEST, DEADLINE, event.reader());
    }

    @DeadlineHandler(deadlineName = DEADLINE)
    void isOver(String reader, CommandGateway commands) {
        commands.send(new MarkOverdue(book));
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "book")
    void on(BookReturned event, DeadlineManager deadlines) {
        deadlines.cancelAllWithinScope(DEADLINE);
    }
}
