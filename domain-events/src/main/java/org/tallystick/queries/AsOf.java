package org.tallystick.queries;

import java.time.Instant;

/** A moment in the past or the future, inclusive, on one of the two time bases. */
public record AsOf(Instant at, Basis basis) {}
