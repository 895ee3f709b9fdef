package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.events.AccountFrozen;
import org.tallystick.values.Posting;

/** What a reader gets that some of the events concern. */
@Timeout(60)
class FollowingStreamTest {
    /** After so many events that do not concern it, a reader gets one of them. */
    private static final int PASSED_OVER = 5_000;

    private final CommandFixture fixture = CommandFixture.onH2();
    private final StreamableMessageSource<TrackedEventMessage<?>> frozen =
            fixture.store().eventStore().concerning(AccountFrozen.class::isInstance);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void givesWhatConcernsItsReaderAndPassesOverTheRest() throws InterruptedException {
        Scenario scenario = Scenario.in(fixture);
        scenario.post("t1", move("bank", "alice", 10)).created();
        scenario.freeze("alice").created();
        long position = fixture.head();
        scenario.post("t2", move("bank", "bob", 10)).created();

        try (BlockingStream<TrackedEventMessage<?>> stream = frozen.openStream(null)) {
            TrackedEventMessage<?> event = stream.nextAvailable();
            assertThat(event.getPayload()).isInstanceOf(AccountFrozen.class);
            assertThat(event.trackingToken().position()).hasValue(position);
            assertThat(stream.hasNextAvailable(0, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void wakesItsReaderForWhatConcernsItAlone() {
        Scenario scenario = Scenario.in(fixture);
        try (BlockingStream<TrackedEventMessage<?>> stream = frozen.openStream(frozen.createHeadToken())) {
            AtomicInteger woken = new AtomicInteger();
            stream.setOnAvailableCallback(woken::incrementAndGet);
            scenario.post("t1", move("bank", "alice", 10)).created();
            scenario.post("t2", move("bank", "bob", 10)).created();
            assertThat(woken).hasValue(0);

            scenario.freeze("alice").created();
            scenario.post("t3", move("bank", "bob", 10)).created();
            assertThat(woken).hasValue(1);
            assertThat(stream.peek()).isPresent();
        }
    }

    @Test
    void tellsItsReaderHowFarItIsWhereNothingConcernsIt() throws InterruptedException {
        Scenario scenario = Scenario.in(fixture);
        Posting[] many = new Posting[1_000];
        Arrays.fill(many, move("bank", "alice", 1));
        for (int i = 0; i < 3; i++) {
            scenario.post("t" + i, many).created();
        }
        try (BlockingStream<TrackedEventMessage<?>> stream = frozen.openStream(null)) {
            assertThat(stream.nextAvailable().trackingToken().position()).hasValue(PASSED_OVER);
            assertThat(stream.hasNextAvailable(0, TimeUnit.SECONDS)).isFalse();
        }
    }
}
