package org.tallystick.readmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.storage.Database;

class RowsTest implements DatabaseTest {
    private static final String COLUMNS = "id, text_value, whole, small, big, flag, bytes";

    private DataSource database = EngineTest.h2();
    private Database vendor = Database.H2;
    private Tables tables;

    @Override
    public void runOn(DataSource empty, String itsVendor) {
        database = empty;
        vendor = Database.valueOf(itsVendor.toUpperCase(Locale.ROOT));
    }

    @BeforeEach
    void createTable() {
        tables = new Tables(1, vendor, new JdbcTemplate(database));
        tables.jdbc()
                .execute("CREATE TABLE sample_v1 (id BIGINT PRIMARY KEY, text_value VARCHAR(1000), whole BIGINT,"
                        + " small INT, big NUMERIC(60), flag BOOLEAN, bytes " + tables.bytes() + ")");
    }

    private void insert(List<Object[]> rows) {
        Rows.insert(tables, "sample", COLUMNS, rows);
    }

    private static Object[] row(long id, String text) {
        return new Object[] {id, text, null, null, null, null, null};
    }

    private void insertTexts(List<String> texts) {
        insert(IntStream.range(0, texts.size())
                .mapToObj(i -> row(i, texts.get(i)))
                .toList());
    }

    private List<String> texts() {
        return values("text_value", String.class);
    }

    private <T> List<T> values(String column, Class<T> type) {
        return tables.jdbc().queryForList("SELECT " + column + " FROM sample_v1 ORDER BY id", type);
    }

    @Test
    void textIsReadAsItWasWritten() {
        List<String> texts = new ArrayList<>(List.of(
                "",
                " ",
                "\\",
                "\\.",
                "\\N",
                "\\x41",
                "a\tb\nc\rd\r\ne\\tf\bg\fh\u000Bi",
                "{\"a\": \"\\u0041\\n\"}",
                "ärger",
                "\uD83D\uDE00",
                "\u2028"));
        texts.add(3, null);
        insertTexts(texts);
        assertThat(texts()).isEqualTo(texts);
    }

    @Test
    void valuesOfEachTypeAreReadAsTheyWereWritten() {
        byte[] bytes = new byte[256];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
        BigDecimal big = new BigDecimal("-123456789012345678901234567890123456789");
        insert(List.of(
                new Object[] {1L, "a", Long.MIN_VALUE, Integer.MAX_VALUE, big, true, bytes},
                new Object[] {2L, "b", Long.MAX_VALUE, -1, new BigDecimal("1E+3"), false, new byte[0]},
                row(3, null)));
        assertThat(values("whole", Long.class)).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE, null);
        assertThat(values("small", Integer.class)).containsExactly(Integer.MAX_VALUE, -1, null);
        assertThat(values("big", BigDecimal.class)).containsExactly(big, new BigDecimal("1000"), null);
        assertThat(values("flag", Boolean.class)).containsExactly(true, false, null);
        assertThat(values("bytes", byte[].class)).containsExactly(bytes, new byte[0], null);
    }

    @Test
    void moreRowsThanGoAtOnceAreAllWritten() {
        List<String> texts = Collections.nCopies(1_000, "é\\".repeat(200));
        insertTexts(texts);
        assertThat(texts()).isEqualTo(texts);
    }

    /** As the batch of which one event is poison. */
    @Test
    void whatIsRefusedLeavesTheTransactionToGoOnFromItsSavepoint() {
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(status -> {
            insert(List.<Object[]>of(row(1, "first")));
            Object savepoint = status.createSavepoint();
            assertThatThrownBy(() -> insert(List.of(row(2, "second"), row(1, "again"))))
                    .isInstanceOf(DuplicateKeyException.class);
            status.rollbackToSavepoint(savepoint);
            insert(List.<Object[]>of(row(3, "third")));
        });
        assertThat(texts()).containsExactly("first", "third");
    }

    @Test
    void whatAColumnDoesNotTakeIsRefused() {
        assertThatThrownBy(() -> insert(List.of(row(1, "first"), row(2, "x".repeat(1_001)))))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void bytesAreTakenWithoutAnyPlaceholderOfText() {
        byte[] bytes = "\\x41\\N\n".getBytes(StandardCharsets.US_ASCII);
        insert(List.<Object[]>of(new Object[] {1L, null, null, null, null, null, bytes}));
        assertThat(values("bytes", byte[].class)).containsExactly(bytes);
    }

    @Test
    void noRowsAreNoStatement() {
        insert(List.of());
        assertThat(texts()).isEmpty();
    }
}
