package org.tallystick.queries;

import java.util.Map;

/**
 * The answer to a question about one thing.
 *
 * @param members its fields in the shape and order of the API
 * @param position every event up to it is reflected
 */
public record Found(Map<String, Object> members, long position) {}
