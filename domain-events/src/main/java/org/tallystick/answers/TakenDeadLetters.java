package org.tallystick.answers;

/**
 * What came of trying parked events again.
 *
 * @param taken how many the projection has taken now
 */
public record TakenDeadLetters(int taken) {}
