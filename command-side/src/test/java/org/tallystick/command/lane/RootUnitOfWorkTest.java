package org.tallystick.command.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.util.Map;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;

/** Commands run in a unit of work of their own, wherever they were sent from. */
class RootUnitOfWorkTest extends CommandTest {

    @Test
    void whatAnEventHandlerSentStaysWhenTheHandlerIsRolledBack() {
        Scenario scenario = scenario();
        long before = fixture.head();
        UnitOfWork<?> handling = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("something"));
        CommandFixture.await(CommandFixture.dispatch(
                fixture.bus(), scenario.posted("t", null, false, move("bank", "alice", 5)), Map.of()));
        assertThat(handling.isActive()).isTrue();
        handling.rollback();
        fixture.restart();
        assertThat(fixture.head()).isEqualTo(before + 3);
        scenario.post("t", move("bank", "alice", 5)).replayed();
    }
}
