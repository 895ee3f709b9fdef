package org.tallystick.load;

import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/** Counts what is answered within the measured time. */
final class Measurements {
    private static final long LONGEST_MICROS = 60_000_000;
    private static final long PROGRESS_NANOS = 200_000_000;

    private final long from;
    private final long to;
    private final LongConsumer progress;
    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private long requests;
    private long units;
    private long refused;
    private String firstRefusal;
    private long answered;
    private long told;

    /** @param progress takes the number of requests answered so far, those of the warm-up included */
    Measurements(long from, long to, LongConsumer progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    void answered(LoadRequest request, int status, long since, long now) {
        answered++;
        if (now - told > PROGRESS_NANOS) {
            told = now;
            progress.accept(answered);
        }
        if (now < from || now >= to) {
            return;
        }
        if (status < 400) {
            requests++;
            units += request.units();
            latencies.recordValue(Math.min(LONGEST_MICROS, (now - since) / 1_000));
        } else {
            refused++;
        }
    }

    void refusal(String beginning) {
        if (firstRefusal == null) {
            firstRefusal = beginning;
        }
    }

    /** Null when nothing was refused. */
    String firstRefusal() {
        return firstRefusal;
    }

    LoadResult result(LoadSettings settings) {
        double seconds = (to - from) / 1e9;
        long interval = requests == 0 ? 0 : (long) (seconds * 1e6 * settings.connections() / requests);
        Histogram corrected =
                settings.isOpen() ? latencies : latencies.copyCorrectedForCoordinatedOmission(Math.max(1, interval));
        return new LoadResult(requests, units, refused, firstRefusal, seconds, corrected);
    }
}
