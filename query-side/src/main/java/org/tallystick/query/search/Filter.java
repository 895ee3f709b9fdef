package org.tallystick.query.search;

import java.util.List;

/**
 * One thing that was asked for of the rows of a list.
 *
 * @param condition on a row; null where its way alone tells it
 * @param way to all that fulfil it; null where there is no index for it
 */
public record Filter<K extends Comparable<K>>(String condition, List<?> arguments, Way<K> way) {}
