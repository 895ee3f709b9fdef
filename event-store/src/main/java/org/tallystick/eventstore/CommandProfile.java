package org.tallystick.eventstore;

import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandMessage;

/** What the lanes have to know of the commands of a domain. As it stands here, no command is told from another. */
public interface CommandProfile {
    CommandProfile PLAIN = new CommandProfile() {};

    /** Whether a command may store so much that a few of them bring the read models far behind. */
    default boolean isLarge(CommandMessage<?> command) {
        return false;
    }

    /**
     * Tells the streams and aliases that a command would create and that may be there already, so that one query answers for
     * many commands. Those left out are looked up one by one.
     */
    default void newStreams(CommandMessage<?> command, Consumer<String> streams) {}

    /** The keys of metadata that hold only until a command is decided for the first time. */
    default Set<String> untilDecided() {
        return Set.of();
    }
}
