package org.tallystick.bodies;

import java.math.BigInteger;

/**
 * How much to post of a posting that is held.
 *
 * @param amount in minor units, from 0 to what is held; the rest is released
 */
public record PostedAmount(@Limits(min = 0) BigInteger amount) {}
