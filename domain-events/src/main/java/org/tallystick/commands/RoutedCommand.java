package org.tallystick.commands;

/** A command that goes to one writer thread with all others of the same {@code @RoutingKey}. */
public interface RoutedCommand {}
