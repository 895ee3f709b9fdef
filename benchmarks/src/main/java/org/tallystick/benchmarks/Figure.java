package org.tallystick.benchmarks;

import java.util.Locale;

/**
 * One measured value.
 *
 * @param note what else was seen, in a few words; may be empty
 */
record Figure(double value, String note) {
    Figure(double value) {
        this(value, "");
    }

    /** What a process took for each thing that it did: the load of other programs does not change it much. */
    static String processor(double micros) {
        return String.format(Locale.ROOT, "%.0f µs of processor each", micros);
    }
}
