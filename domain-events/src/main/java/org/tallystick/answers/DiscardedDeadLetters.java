package org.tallystick.answers;

/**
 * What came of giving parked events up.
 *
 * @param discarded how many will not be tried again
 */
public record DiscardedDeadLetters(int discarded) {}
