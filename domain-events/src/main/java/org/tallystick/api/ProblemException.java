package org.tallystick.api;

import java.util.Map;

/** Ends the handling of a request with a problem. Cheap: it has no stack trace, since it is no fault. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final int retryAfterSeconds;

    public ProblemException(Problem problem) {
        this(problem, 0);
    }

    /** @param retryAfterSeconds when the client may try again; 0 for no such hint */
    public ProblemException(Problem problem, int retryAfterSeconds) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** 503: it was not done, and may be sent again in a second. */
    public static ProblemException retryLater(String code, String detail) {
        return new ProblemException(new Problem(503, code, detail, Map.of()), 1);
    }

    public Problem problem() {
        return problem;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
