package org.tallystick.command.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {

    @Test
    void whatHasNoOutcomeInTimeEnds() {
        try (PendingCommands underWay = new PendingCommands(Duration.ofMillis(60))) {
            CompletableFuture<String> overdue = underWay.begin();

            assertThatThrownBy(() -> overdue.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void whatHasEndedIsLeftAlone() {
        try (PendingCommands underWay = new PendingCommands(Duration.ofMillis(60))) {
            CompletableFuture<String> ended = underWay.begin();
            underWay.ended(ended);
            CompletableFuture<String> later = underWay.begin();
            assertThatThrownBy(() -> later.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);

            assertThat(ended).isNotDone();
        }
    }
}
