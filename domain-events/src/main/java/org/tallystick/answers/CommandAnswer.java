package org.tallystick.answers;

import org.tallystick.values.Position;

/** What a command is answered with, where its sender does not ask for less. */
public interface CommandAnswer {

    /** @param at the position of the last event of the command */
    MinimalAnswer minimal(Position at);
}
