package org.tallystick.bodies;

import org.tallystick.values.Position;

/**
 * A parked event to give up.
 *
 * @param stream its stream
 * @param position where it stands in the journal: that of the first which waits on this stream
 */
public record EventToDiscard(String stream, Position position) {}
