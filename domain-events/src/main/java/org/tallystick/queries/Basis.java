package org.tallystick.queries;

/** Which time a question about the past is about. */
public enum Basis {
    /** What was true then by what is known now: business time. */
    EFFECTIVE,
    /** What was known then: the time of recording. */
    RECORDED
}
