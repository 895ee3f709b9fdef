package org.tallystick.openapi;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.Position;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;

/** The forms that values have in JSON, as schemas. */
final class ValueForms {
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$";
    private static final String NOT_DERIVED = "(?!ts:)";
    private static final String NO_PATH = "(?!(l|counts|in-flight|stream)$)";
    /** Other offsets than of up to 18 hours are none, and years begin with 1. */
    private static final String INSTANT =
            "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-5][0-9]([.][0-9]{1,6})?)?"
                    + "(Z|[+-]((0[0-9]|1[0-7]):[0-5][0-9]|18:00))$";

    private ValueForms() {}

    /** Null for a type that is no value. @param sent whether it is in a body, which must not name what is derived */
    static Map<String, Object> of(Class<?> type, boolean sent) {
        if (type == TransactionId.class) {
            return text("^" + (sent ? NOT_DERIVED : "") + ID, "order-1", null);
        }
        if (type == PaymentId.class || type == TransferId.class || type == StandingOrderId.class) {
            return text("^" + (sent ? NOT_DERIVED + NO_PATH : "(?!l$)") + ID, "pay-1", null);
        }
        return Address.class == type
                ? Json.object(
                        "type",
                        "string",
                        "pattern",
                        "^[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)*$",
                        "maxLength",
                        Address.MAX_LENGTH,
                        "examples",
                        List.of("customers:1"))
                : scalar(type);
    }

    private static Map<String, Object> scalar(Class<?> type) {
        if (type == Asset.class) {
            return text("^[A-Z][A-Z0-9]{1,15}/(1[0-8]|[0-9])$", "EUR/2", null);
        } else if (type == LedgerName.class) {
            return text("^[a-z0-9][a-z0-9-]{0,62}$", "books", null);
        } else if (type == Position.class) {
            return text("^[0-9]{1,19}$", "17", null);
        } else if (type == Instant.class) {
            return text(INSTANT, "2026-03-31T12:00:00Z", "date-time");
        } else if (type == LocalDate.class) {
            return text(null, "2036-01-14", "date");
        } else if (type == ZoneId.class) {
            return text(null, "Europe/Berlin", null);
        } else if (type == String.class) {
            return Json.object("type", "string");
        } else if (type == BigInteger.class) {
            return Json.object("type", "integer");
        } else if (type == boolean.class || type == Boolean.class) {
            return Json.object("type", "boolean");
        } else if (type == int.class || type == Integer.class) {
            return Json.object("type", "integer", "format", "int32");
        } else if (type == long.class || type == Long.class) {
            return Json.object("type", "integer", "format", "int64");
        } else if (type == double.class || type == Double.class) {
            return Json.object("type", "number", "format", "double");
        }
        return null;
    }

    private static Map<String, Object> text(String pattern, String example, String format) {
        return Json.object("type", "string", "format", format, "pattern", pattern, "examples", List.of(example));
    }

    /** What is sent as an amount or a limit is stored, and has an end. */
    static BigInteger largestSent() {
        return Amounts.MAX;
    }
}
