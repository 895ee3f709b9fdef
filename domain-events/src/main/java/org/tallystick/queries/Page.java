package org.tallystick.queries;

import java.util.List;
import java.util.Map;

/**
 * A part of a list.
 *
 * @param data its elements in the shape and order of the API
 * @param next the key after which the list goes on; null at its end
 * @param position every event up to it is reflected
 */
public record Page(List<Map<String, Object>> data, List<String> next, long position) {}
