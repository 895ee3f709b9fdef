package org.tallystick.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.h2.engine.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The canary sees each way of writing that would lose what was acknowledged. */
@Timeout(60)
class H2CanaryTest {
    private static final String PATH = "memFS:canary-test";

    @Test
    void theVersionOfTheBuildIsTheOneThatIsKnown() {
        assertThat(Constants.VERSION).isEqualTo(H2StoreGuard.KNOWN_H2);
    }

    @Test
    void theVersionOfTheBuildWritesAsExpected() {
        assertThatCode(H2Canary::require).doesNotThrowAnyException();
    }

    /** As H2 writes it by itself. */
    @Test
    void aHeaderThatNamesAnOlderChunkIsSeen() {
        H2Canary canary = new H2Canary("jdbc:h2:" + PATH + ";WRITE_DELAY=0", PATH);
        assertThatThrownBy(canary::sing)
                .isInstanceOf(UnknownH2Exception.class)
                .hasMessageContaining(H2StoreGuard.KNOWN_H2)
                .hasMessageContaining("header");
    }

    @Test
    void aCommitThatIsWrittenLaterIsSeen() {
        H2Canary canary = new H2Canary(HeaderSafeFile.over(PATH) + ";WRITE_DELAY=60000", PATH);
        assertThatThrownBy(canary::sing)
                .isInstanceOf(UnknownH2Exception.class)
                .hasMessageEndingWith("what is committed is not written at once");
    }
}
