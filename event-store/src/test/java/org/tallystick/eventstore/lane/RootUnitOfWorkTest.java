package org.tallystick.eventstore.lane;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;
import org.tallystick.lending.LendingCommands.AddBook;
import org.tallystick.lending.LendingStore;

/** Commands run in a unit of work of their own, wherever they were sent from. */
class RootUnitOfWorkTest {

    @Test
    void whatAnEventHandlerSentStaysWhenTheHandlerIsRolledBack() throws Exception {
        DataSource database = LendingStore.database();
        try (LendingStore lending = LendingStore.over(database)) {
            UnitOfWork<?> handling = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("something"));
            lending.send(new AddBook("moby", "Moby-Dick"));
            assertThat(handling.isActive()).isTrue();
            handling.rollback();
        }
        try (LendingStore lending = LendingStore.over(database)) {
            assertThat(lending.store().log().head()).isEqualTo(1);
        }
    }
}
