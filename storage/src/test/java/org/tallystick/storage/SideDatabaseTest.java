package org.tallystick.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SideDatabaseTest {

    @Test
    void itsFileLiesBesideTheMainOne() {
        assertThat(SideDatabase.urlBeside("jdbc:h2:file:/d/tallystick;WRITE_DELAY=0", "sagas"))
                .isEqualTo("jdbc:h2:file:/d/tallystick-sagas;WRITE_DELAY=0");
        assertThat(SideDatabase.urlBeside("jdbc:h2:mem:other", "keys")).isEqualTo("jdbc:h2:mem:other-keys");
    }
}
