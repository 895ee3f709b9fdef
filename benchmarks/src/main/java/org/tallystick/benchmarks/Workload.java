package org.tallystick.benchmarks;

import java.util.Locale;
import org.tallystick.load.Pattern;

/** What clients in the process of a contestant do. */
enum Workload {
    SINGLES(Pattern.UNIFORM, false),
    HOT(Pattern.HOT, false),
    SKEWED(Pattern.SKEWED, false),
    HOLDS(Pattern.UNIFORM, true);

    private final Pattern pattern;
    private final boolean twoPhase;

    Workload(Pattern pattern, boolean twoPhase) {
        this.pattern = pattern;
        this.twoPhase = twoPhase;
    }

    Pattern pattern() {
        return pattern;
    }

    /** Whether each transfer is held first and then posted. */
    boolean isTwoPhase() {
        return twoPhase;
    }

    static Workload named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
