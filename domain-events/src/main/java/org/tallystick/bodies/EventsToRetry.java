package org.tallystick.bodies;

import org.jspecify.annotations.Nullable;

/**
 * Which parked events to take again.
 *
 * @param stream the events of this stream alone; all where it is absent
 */
public record EventsToRetry(@Nullable @Limits(max = 400) String stream) {}
