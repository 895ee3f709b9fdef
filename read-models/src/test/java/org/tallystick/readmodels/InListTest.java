package org.tallystick.readmodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.tallystick.storage.Database;

class InListTest {
    private final JdbcTemplate jdbc =
            new JdbcTemplate(new DriverManagerDataSource("jdbc:h2:mem:lists;DB_CLOSE_DELAY=-1"));

    @BeforeEach
    void fill() {
        jdbc.execute("DROP ALL OBJECTS");
        jdbc.execute("CREATE TABLE entry (book VARCHAR(10), number BIGINT, PRIMARY KEY (book, number))");
        jdbc.execute("INSERT INTO entry SELECT 'cash', x FROM SYSTEM_RANGE(1, 1000)");
    }

    private List<Long> found(InList.Condition wanted) {
        return jdbc.queryForList(
                "SELECT number FROM entry WHERE " + wanted.sql() + " ORDER BY number",
                Long.class,
                wanted.arguments().toArray());
    }

    @Test
    void bothFormsFindTheSame() {
        for (List<Long> some : List.of(List.of(7L), List.of(3L, 900L, 5_000L), List.of(1L, 2L, 3L, 4L, 5L))) {
            InList listed = new InList(some);
            assertThat(found(listed.with(Database.H2, "book", "cash", "number")))
                    .isEqualTo(found(listed.with(Database.POSTGRESQL, "book", "cash", "number")))
                    .isSubsetOf(some);
            assertThat(found(listed.with(Database.H2, "book", "bank", "number")))
                    .isEmpty();
        }
    }

    @Test
    void h2LooksEachPairUp() {
        InList.Condition wanted = new InList(List.of(3L, 900L)).with(Database.H2, "book", "cash", "number");
        String plan = jdbc.queryForObject(
                "EXPLAIN ANALYZE SELECT number FROM entry WHERE " + wanted.sql(),
                String.class,
                wanted.arguments().toArray());
        assertThat(plan).contains("scanCount: 3");
    }
}
