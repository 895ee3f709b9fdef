package org.tallystick.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.commandhandling.RoutingKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All commands to one ledger, payment, transfer or standing order must meet on one lane. */
class RoutingKeyTest {
    private static final Map<Class<?>, String> KEYS = Map.of(
            LedgerCommand.class, "ledger",
            PaymentCommand.class, "payment",
            TransferCommand.class, "transfer",
            StandingOrderCommand.class, "standingOrder");

    @ParameterizedTest
    @EnumSource
    void isWhatTheCommandIsTo(CommandType type) {
        Class<?> command = type.commandClass();
        List<String> keys = Stream.of(command.getRecordComponents())
                .filter(component -> component.getAccessor().isAnnotationPresent(RoutingKey.class))
                .map(RecordComponent::getName)
                .toList();
        assertThat(keys).hasSize(1);
        assertThat(KEYS.entrySet().stream()
                        .filter(to -> to.getKey().isAssignableFrom(command))
                        .map(Map.Entry::getValue))
                .containsExactlyElementsOf(keys);
    }
}
