package org.tallystick.api;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.Metadata;
import org.tallystick.values.Text;

/** The query parameters of a request. Unknown and repeated ones, and values out of their form, end with {@code invalid}. */
public final class Parameters {
    /** The most characters of a text that is looked for. */
    public static final int LONGEST_TEXT = 400;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** @param value of a header, read like a parameter of its name; null when it was not sent */
    public static Parameters header(String name, String value) {
        return new Parameters(value == null ? Map.of() : Map.of(name, value));
    }

    /**
     * @param known the names that are allowed beside the one that every call knows; {@code name[key]} allows any key in
     *     the brackets
     */
    public static Parameters of(Map<String, String[]> sent, String... known) {
        Set<String> allowed = Set.copyOf(Arrays.asList(known));
        Map<String, String> values = new LinkedHashMap<>();
        sent.forEach((name, all) -> {
            if (!allowed.contains(name) && !allowed.contains(pattern(name)) && !name.equals(AmountForm.PARAMETER)) {
                throw unknown(name, all[0]);
            }
            if (all.length > 1) {
                throw invalid(name, all[1], "must be given once");
            }
            values.put(name, all[0]);
        });
        return new Parameters(values);
    }

    private static String pattern(String name) {
        int bracket = name.indexOf('[');
        return bracket > 0 && name.endsWith("]") ? name.substring(0, bracket) + "[key]" : name;
    }

    private static ProblemException unknown(String name, String value) {
        return invalid(name, value, "is not a parameter of this call");
    }

    /** Refuses parameters that other forms of the call know. */
    public Parameters without(String... names) {
        for (String name : names) {
            if (has(name)) {
                throw unknown(name, values.get(name));
            }
        }
        return this;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value turned into something; null when absent. */
    public <T> T optional(String name, Function<String, T> parse) {
        String value = values.get(name);
        try {
            return value == null ? null : parse.apply(Text.storable(value));
        } catch (InvalidValueException e) {
            throw invalid(name, value, e.getMessage() + hint(value));
        }
    }

    /** A plus sign that was meant arrives as a space. */
    private static String hint(String value) {
        return value.indexOf(' ') < 0 ? "" : " (a + in a query stands for a space; write it as %2B)";
    }

    /** A text that is looked for, of 1 to {@value #LONGEST_TEXT} characters; null when absent. */
    public String text(String name) {
        return optional(name, text -> {
            if (text.isEmpty() || Text.length(text) > LONGEST_TEXT) {
                throw new InvalidValueException("must be 1 to " + LONGEST_TEXT + " characters");
            }
            return text;
        });
    }

    /** The values of a list separated by commas, each turned into something; none when absent. */
    public <T> List<T> several(String name, Function<String, T> parse) {
        List<T> found = optional(
                name,
                text -> Arrays.stream(text.split(",", -1)).map(parse).distinct().toList());
        return found == null ? List.of() : found;
    }

    public Instant instant(String name) {
        return optional(name, Instants::parse);
    }

    /** An integer of any size; null when absent. */
    public BigInteger integer(String name, Function<BigInteger, BigInteger> check) {
        return optional(name, text -> check.apply(Digits.parse(text)));
    }

    /** A flag written {@code true} or {@code false}; false when absent. */
    public boolean flag(String name) {
        String value = values.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw invalid(name, value, "must be true or false");
        }
        return value.equals("true");
    }

    public int integer(String name, int absent, int min, int max) {
        OptionalLong given = number(name);
        if (given.isEmpty()) {
            return absent;
        }
        if (given.getAsLong() < min || given.getAsLong() > max) {
            throw invalid(name, values.get(name), "must be from " + min + " to " + max);
        }
        return (int) given.getAsLong();
    }

    /** A whole number from 0 to 2^63 - 1. */
    public OptionalLong number(String name) {
        String value = values.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value.isEmpty() || value.length() > 19 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid(name, value, "must be a whole number from 0 on" + hint(value));
        }
        BigInteger number = new BigInteger(value);
        if (number.bitLength() > 63) {
            throw invalid(name, value, "must be a whole number below 2^63");
        }
        return OptionalLong.of(number.longValue());
    }

    /** A whole number of either sign and at most 38 digits; null when absent. */
    public BigInteger amount(String name) {
        return optional(name, text -> {
            if (!text.matches("-?[0-9]{1,38}")) {
                throw new InvalidValueException("must be a whole number of at most 38 digits");
            }
            return new BigInteger(text);
        });
    }

    /** The values of {@code name[key]=value}, at most as many as metadata can have. */
    public Map<String, String> family(String family) {
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((full, value) -> {
            if (full.startsWith(family + "[") && full.endsWith("]")) {
                found.put(full.substring(family.length() + 1, full.length() - 1), value);
            }
        });
        try {
            return Metadata.checked(found);
        } catch (InvalidValueException e) {
            throw invalid(family, found, e.getMessage());
        }
    }

    /** All parameters but these, in a fixed order: what a cursor was made for. */
    public String fingerprint(String... without) {
        Set<String> ignored = Set.copyOf(Arrays.asList(without));
        List<String> parts = new ArrayList<>();
        values.forEach((name, value) -> {
            if (!ignored.contains(name)) {
                parts.add(name + "=" + value);
            }
        });
        parts.sort(null);
        return String.join("&", parts);
    }

    /** A part of the path turned into a value. @throws ProblemException {@code invalid} when it is out of its form */
    public static <T> T path(String name, String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (InvalidValueException e) {
            throw invalid(name, value, e.getMessage());
        }
    }

    public static ProblemException invalid(String name, Object value, String what) {
        return new ProblemException(Problem.invalid(name, value, what));
    }
}
