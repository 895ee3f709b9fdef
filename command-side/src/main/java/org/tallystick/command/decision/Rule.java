package org.tallystick.command.decision;

import java.util.function.Function;
import org.tallystick.commands.Rejection;

/**
 * A reason to reject a command.
 *
 * @param rejection its code, whose place in its enumeration is the place of the rule in the order of precedence
 * @param check tells how the rule is broken; null when it is kept
 */
public record Rule<C>(Rejection rejection, Function<? super C, Violation> check) {}
