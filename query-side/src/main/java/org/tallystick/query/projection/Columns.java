package org.tallystick.query.projection;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.storage.Micros;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;
import tools.jackson.core.type.TypeReference;

/** How values stand in the columns of the read models. */
public final class Columns {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    /** The columns of the counters of an account, in the order of {@link #values}. */
    public static final String COUNTERS = "debits_posted, credits_posted, debits_pending, credits_pending";

    private Columns() {}

    public static BigDecimal number(BigInteger value) {
        return value == null ? null : new BigDecimal(value);
    }

    public static BigInteger number(ResultSet row, String column) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : value.toBigInteger();
    }

    /** What stands in the columns {@link #COUNTERS}. */
    public static List<BigDecimal> values(Counters counters) {
        return List.of(
                number(counters.debitsPosted()),
                number(counters.creditsPosted()),
                number(counters.debitsPending()),
                number(counters.creditsPending()));
    }

    public static Counters counters(ResultSet row) throws SQLException {
        return new Counters(
                number(row, "debits_posted"),
                number(row, "credits_posted"),
                number(row, "debits_pending"),
                number(row, "credits_pending"));
    }

    /** A side as it stands in the column {@code side}: D or C. */
    public static String side(Side side) {
        return side == Side.DEBIT ? "D" : "C";
    }

    public static Side side(ResultSet row) throws SQLException {
        return row.getString("side").equals("D") ? Side.DEBIT : Side.CREDIT;
    }

    /** Microseconds since 1970-01-01T00:00:00Z; null stays null. */
    public static Long micros(Instant instant) {
        return instant == null ? null : Long.valueOf(Micros.of(instant));
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : Micros.toInstant(micros);
    }

    /** The number of the UTC day since 1970-01-01. */
    public static int day(long micros) {
        return (int) Math.floorDiv(micros, MICROS_PER_DAY);
    }

    public static long startOfDay(int day) {
        return day * MICROS_PER_DAY;
    }

    public static String metadata(Map<String, String> metadata) {
        return EventMappers.json().writeValueAsString(metadata);
    }

    /** @param json null for none */
    public static Map<String, String> metadata(String json) {
        return json == null ? Map.of() : EventMappers.json().readValue(json, TEXTS);
    }
}
