package org.tallystick.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.tallystick.saga.payment.PaymentSaga;
import org.tallystick.saga.transfer.TransferSaga;

/** Sagas that run while the program is upgraded were stored by the build before, and go on in this one. */
class EarlierRowsTest {
    private final DriverManagerDataSource database =
            new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

    private <T extends RowSaga> void assertGoesOn(SagaKind<T> kind, String id) throws IOException {
        new ResourceDatabasePopulator(
                        new ClassPathResource("sagas/h2/V1__sagas.sql"),
                        new ClassPathResource("sagas/h2/V2__transfer_sagas.sql"))
                .execute(database);
        JdbcTemplate jdbc = new JdbcTemplate(database);
        byte[] stored = new ClassPathResource("sagas/" + kind.noun() + "-saga.json").getContentAsByteArray();
        jdbc.update("INSERT INTO " + kind.table() + " VALUES (?, ?, 1)", id, stored);
        SagaRows<T> rows = new SagaRows<>(database, kind);
        T saga = rows.loadSaga(kind.type(), id).saga();
        assertThat(saga.id()).isEqualTo(id);
        assertThat(saga.wakesAt()).isEqualTo(Instant.parse("2026-03-31T12:00:10.123456Z"));
        rows.updateSaga(kind.type(), id, saga, null);
        byte[] again = jdbc.queryForObject("SELECT state FROM " + kind.table(), byte[].class);
        assertThat(new String(again, StandardCharsets.UTF_8)).isEqualTo(new String(stored, StandardCharsets.UTF_8));
    }

    @Test
    void ofPayments() throws IOException {
        assertGoesOn(PaymentSaga.KIND, "pay-1");
    }

    @Test
    void ofTransfers() throws IOException {
        assertGoesOn(TransferSaga.KIND, "move-1");
    }
}
