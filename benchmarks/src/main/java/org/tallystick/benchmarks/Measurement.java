package org.tallystick.benchmarks;

/**
 * One line of the table.
 *
 * @param scenario what {@code --scenarios} calls it
 * @param contestant who is measured, on what
 * @param unit of the value; ratios to pgbench are shown where it is a rate of transfers
 * @param once measured in the first round only: it takes long, or leaves much behind
 */
record Measurement(String scenario, String contestant, String unit, boolean once, Probe probe) {
    static final String TRANSFERS = "transfers/s";

    interface Probe {
        Figure measure() throws Exception;
    }

    boolean comparesToPgBench() {
        return unit.equals(TRANSFERS);
    }
}
