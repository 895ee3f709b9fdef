package org.tallystick.commands;

/** A command that goes to one writer thread with all others of the same route. */
public interface RoutedCommand {

    /** What decides over the thread. */
    String route();
}
