package org.tallystick.commands;

import java.util.Map;
import java.util.Set;
import org.tallystick.events.EventMetadata;
import org.tallystick.values.Actors;

/** The keys of what the API adds to a command message. The keys of EventMetadata are used here, too. */
public final class CommandMetadata {
    /**
     * The set of those identifiers of new transactions in the command that were minted in this process, from 64 bits of
     * randomness that nobody can foresee, for this very command. No event can have them before it is decided.
     */
    public static final String MINTED = "minted";

    private CommandMetadata() {}

    /** Who sent the command; nobody where nobody is told. */
    public static String actor(Map<String, ?> metadata) {
        Object actor = metadata.get(EventMetadata.ACTOR);
        return actor == null ? Actors.ANONYMOUS : actor.toString();
    }

    /** What the command came with; null where nothing is told. */
    public static String requestId(Map<String, ?> metadata) {
        Object request = metadata.get(EventMetadata.REQUEST_ID);
        return request == null ? null : request.toString();
    }

    /** The identifiers under {@link #MINTED}; none when nothing is there. */
    public static Set<?> minted(Map<String, ?> metadata) {
        Object minted = metadata.get(MINTED);
        return minted == null ? Set.of() : (Set<?>) minted;
    }
}
