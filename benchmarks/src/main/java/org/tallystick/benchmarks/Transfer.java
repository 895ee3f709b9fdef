package org.tallystick.benchmarks;

import org.tallystick.load.Pattern;

/** One thing to be done, and what it counts. */
record Transfer(Kind kind, String id, Pattern.Pair accounts) {
    enum Kind {
        POST,
        HOLD,
        POST_HELD
    }

    int counts() {
        return kind == Kind.HOLD ? 0 : 1;
    }
}
