package org.tallystick.queries;

import java.util.List;

/**
 * Which part of a list is wanted.
 *
 * @param limit 1 to 1,000 elements
 * @param after the key of the last element that was seen; empty for the beginning
 */
public record Slice(int limit, List<String> after) {}
