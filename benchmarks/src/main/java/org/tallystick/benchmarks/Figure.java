package org.tallystick.benchmarks;

/**
 * One measured value.
 *
 * @param note what else was seen, in a few words; may be empty
 */
record Figure(double value, String note) {
    Figure(double value) {
        this(value, "");
    }
}
