package org.tallystick.load;

import org.HdrHistogram.Histogram;

/**
 * What a load came to.
 *
 * @param units of the requests that were taken
 * @param refused requests that were answered with a status from 400 on
 * @param firstRefusal the status and something of the first such answer; null when there was none
 * @param latencies in microseconds. In an open loop from the moment at which a request was due, so that a stall counts for
 *     all that had to wait for it. In a closed loop from the moment at which it was sent, and what a stall kept from being
 *     sent is added, at the mean interval of a connection
 */
public record LoadResult(
        long requests, long units, long refused, String firstRefusal, double seconds, Histogram latencies) {

    public double unitsPerSecond() {
        return units / seconds;
    }

    public double requestsPerSecond() {
        return requests / seconds;
    }

    /** Milliseconds. */
    public double latencyAt(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }
}
