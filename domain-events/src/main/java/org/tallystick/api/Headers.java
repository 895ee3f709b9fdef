package org.tallystick.api;

/** The header names that both sides use. */
public final class Headers {
    /** In an answer, the last position that it reflects; in a question, the least that its answer must reflect. */
    public static final String POSITION = "Tallystick-Position";

    private Headers() {}
}
