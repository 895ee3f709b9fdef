package org.tallystick.bodies;

/** Nothing: all is said by the path. */
public record EmptyBody() {}
