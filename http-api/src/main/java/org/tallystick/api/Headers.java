package org.tallystick.api;

/** The names of the headers of the API. */
public final class Headers {
    /** In an answer, the last position that it reflects; in a question, the least that its answer must reflect. */
    public static final String POSITION = "Tallystick-Position";

    /** With a POST: what makes its repetition harmless, whatever became of the first sending. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** In an answer: it is that of an earlier command, which this one repeats. */
    public static final String REPLAYED = "Idempotent-Replayed";

    /** How the amounts of an answer are to be written: see {@link AmountForm}. */
    public static final String AMOUNTS = "Tallystick-Amounts";

    /** How a command is to be answered: see {@link Preference}. */
    public static final String PREFER = "Prefer";

    /** In an answer: what of the preferences was applied. */
    public static final String PREFERENCE_APPLIED = "Preference-Applied";

    /** The identifier of a request; in an answer, also of one that named none. */
    public static final String REQUEST_ID = "X-Request-Id";

    /** What all messages of one flow have in common. */
    public static final String CORRELATION_ID = "X-Correlation-Id";

    /** Whom a proxy in front has authenticated. */
    public static final String FORWARDED_USER = "X-Forwarded-User";

    private Headers() {}
}
