package org.tallystick.answers;

import java.time.Instant;
import org.tallystick.values.Position;

/**
 * An event that waits because a projection could not take it, or could not take an earlier one of its stream.
 *
 * @param attempts how often it was tried
 */
public record DeadLetter(Position position, String stream, String cause, int attempts, Instant parkedAt) {}
