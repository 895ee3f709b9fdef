package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.storage.Database;

class JournalSettingsTest {
    private final JournalSettings settings = JournalSettings.standard(Database.POSTGRESQL, Durability.POWER_LOSS);

    @ParameterizedTest
    @CsvSource({
        "1, 1999, false",
        "1, 2000, true",
        "2000, 2000, true",
        "2001, 2000, false",
        "2001, 9999, false",
        "2001, 10000, true",
        "199999, 0, false",
        "200000, 0, true",
    })
    void theIndexIsWrittenSoonWhereThatCostsLittle(int unindexed, long millisSinceLast, boolean isDue) {
        long nanos = Duration.ofMillis(millisSinceLast).toNanos();
        assertThat(settings.isIndexDue(unindexed, nanos)).isEqualTo(isDue);
    }
}
