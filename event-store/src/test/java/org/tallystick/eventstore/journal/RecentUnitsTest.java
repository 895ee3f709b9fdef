package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tallystick.eventstore.RecordedUnit;

class RecentUnitsTest {
    private static final Instant TIME = Instant.parse("2026-01-15T12:00:00Z");

    private final RecentUnits recent = new RecentUnits(4);

    /** A unit of two events. */
    private void add(long position, Instant recordedAt) {
        recent.add(new RecordedUnit(position, recordedAt, Map.of(), Collections.nCopies(2, null)));
    }

    @Test
    void manyEventsMakeRoomForThoseAfterThem() {
        add(2, TIME);
        add(4, TIME);
        add(6, TIME);
        recent.evict(6);
        assertThat(recent.at(2)).isEmpty();
        assertThat(recent.at(4)).isPresent();
        assertThat(recent.following(4)).isPresent();
        assertThat(recent.following(0)).as("a gap is no next unit").isEmpty();
    }

    @Test
    void whatIsOldMakesRoomAsWell() {
        add(2, TIME);
        add(4, TIME.plusMillis(500));
        recent.evict(4);
        assertThat(recent.at(2)).isPresent();
        add(6, TIME.plusMillis(501));
        recent.evict(6);
        assertThat(recent.at(2)).isEmpty();
        assertThat(recent.at(4)).isPresent();
    }

    @Test
    void whatIsNotDurableStays() {
        add(2, TIME);
        add(4, TIME);
        add(6, TIME.plusSeconds(60));
        recent.evict(2);
        assertThat(recent.at(2)).isEmpty();
        assertThat(recent.at(4)).isPresent();
    }

    @Test
    void theLastUnitStays() {
        add(2, TIME);
        recent.evict(2);
        assertThat(recent.at(2)).isPresent();
    }
}
