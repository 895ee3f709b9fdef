package org.tallystick.api;

import java.util.Map;
import java.util.OptionalLong;

/** Ends the handling of a request with a problem. Cheap: it has no stack trace, since it is no fault. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final int retryAfterSeconds;
    private final transient OptionalLong position;

    public ProblemException(Problem problem) {
        this(problem, 0);
    }

    /** @param retryAfterSeconds when the client may try again; 0 for no such hint */
    public ProblemException(Problem problem, int retryAfterSeconds) {
        this(problem, retryAfterSeconds, OptionalLong.empty());
    }

    private ProblemException(Problem problem, int retryAfterSeconds, OptionalLong position) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
        this.position = position;
    }

    /** What a decision refused, which had seen every event up to a position. */
    public static ProblemException at(Problem problem, long position) {
        return new ProblemException(problem, 0, OptionalLong.of(position));
    }

    /** 503: it was not done, and may be sent again in a second. */
    public static ProblemException retryLater(String code, String detail) {
        return new ProblemException(new Problem(503, code, detail, Map.of()), 1);
    }

    public Problem problem() {
        return problem;
    }

    /** Up to where events were seen before it was refused; empty where none were looked at. */
    public OptionalLong position() {
        return position;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
