package org.tallystick.answers;

import java.util.List;

/**
 * What a stream begins with: all that is followed, as it is at the position that the event has as its id.
 */
public record StreamStart<T>(List<T> data) {}
