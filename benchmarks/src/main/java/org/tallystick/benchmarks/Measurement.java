package org.tallystick.benchmarks;

/**
 * One line of the table.
 *
 * @param scenario what {@code --scenarios} calls it
 * @param contestant who is measured, on what
 * @param unit of the value; ratios to pgbench are shown where it is a rate of transfers
 * @param rounds in which it is measured
 */
record Measurement(String scenario, String contestant, String unit, Rounds rounds, Probe probe) {
    static final String TRANSFERS = "transfers/s";

    enum Rounds {
        /** In those that are only run for the contestants to become warm, too. */
        ALL,
        /** In those that count: it starts processes of its own. */
        COUNTED,
        /** In the first that counts: it takes long. */
        FIRST
    }

    interface Probe {
        Figure measure() throws Exception;
    }

    /** @param round from 1; 0 and below do not count */
    boolean isMeasuredIn(int round) {
        return switch (rounds) {
            case ALL -> true;
            case COUNTED -> round >= 1;
            case FIRST -> round == 1;
        };
    }

    boolean comparesToPgBench() {
        return unit.equals(TRANSFERS);
    }
}
