package org.tallystick.command.decision;

import java.util.Map;

/**
 * How a rule is broken.
 *
 * @param detail one sentence for a person
 * @param facts what it is about, such as {@code account} and {@code limit}; values are text, numbers or null
 */
public record Violation(String detail, Map<String, Object> facts) {}
