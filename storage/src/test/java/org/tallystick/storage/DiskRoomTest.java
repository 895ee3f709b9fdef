package org.tallystick.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
    @TempDir
    Path folder;

    @Test
    void isWhatIsLeftOnTheDiskOfTheFile() throws SQLException {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create(HeaderSafeFile.over(folder.resolve("store") + ""), "sa", "");
        try (H2StoreGuard file = H2StoreGuard.of(pool)) {
            assertThatCode(() -> file.requireRoom(1)).doesNotThrowAnyException();
            assertThatExceptionOfType(NoRoomException.class)
                    .isThrownBy(() -> file.requireRoom(1L << 60))
                    .satisfies(e -> assertThat(e.getCause()).message().startsWith("less than"));
        }
        pool.dispose();
    }

    @Test
    void isNotAskedForInMemory() throws SQLException {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
        try (H2StoreGuard file = H2StoreGuard.of(pool)) {
            assertThatCode(() -> file.requireRoom(1L << 60)).doesNotThrowAnyException();
        }
        pool.dispose();
    }
}
