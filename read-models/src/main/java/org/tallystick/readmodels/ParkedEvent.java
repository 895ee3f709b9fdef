package org.tallystick.readmodels;

import java.time.Instant;

/**
 * An event that waits because a projection could not take it, or could not take an earlier one of its stream.
 *
 * @param attempts how often it was tried
 */
public record ParkedEvent(long position, String stream, String cause, int attempts, Instant parkedAt) {}
