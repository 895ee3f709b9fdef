package org.tallystick.queries;

/**
 * The answer to a question about one thing.
 *
 * @param position every event up to it is reflected
 */
public record Found<T>(T answer, long position) {}
