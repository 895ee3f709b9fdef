package org.tallystick.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransactionVoided;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/** Where a batch of events is cut. */
class WholeUnitsTest {

    /** @param causes of each event in turn; null for one that has none */
    private static List<RecordedEvent> batch(String... causes) {
        List<RecordedEvent> events = new ArrayList<>();
        TransactionVoided payload = new TransactionVoided(new LedgerName("l"), new TransactionId("t"));
        for (String cause : causes) {
            Map<String, String> metadata = cause == null ? Map.of() : Map.of(EventMetadata.CAUSATION_ID, cause);
            events.add(new RecordedEvent(
                    events.size() + 1L, payload.stream(), events.size(), Instant.EPOCH, payload, metadata));
        }
        return events;
    }

    @Test
    void aFullBatchEndsBeforeTheUnitThatMayGoOn() {
        assertThat(WholeUnits.of(batch("a", "a", "b", "b"), 4)).hasSize(2);
    }

    @Test
    void whatEndsAtTheHeadIsWhole() {
        assertThat(WholeUnits.of(batch("a", "a", "b", "b"), 5)).hasSize(4);
    }

    @Test
    void aUnitLargerThanABatchIsCut() {
        assertThat(WholeUnits.of(batch("a", "a", "a"), 3)).hasSize(3);
    }

    @Test
    void eventsWithoutACauseAreUnitsOfTheirOwn() {
        assertThat(WholeUnits.of(batch(null, null), 2)).hasSize(2);
    }
}
