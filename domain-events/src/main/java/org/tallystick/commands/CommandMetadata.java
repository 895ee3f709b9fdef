package org.tallystick.commands;

import java.util.Map;
import java.util.Set;

/** The keys of what the writer and the API add to a command message. The keys of EventMetadata are used here, too. */
public final class CommandMetadata {
    /** The {@link java.time.Instant} at which the writer records the command, in microseconds; set by the writer. */
    public static final String RECORDED_AT = "recordedAt";

    /**
     * The set of those identifiers of new transactions in the command that were minted in this process, from 64 bits of
     * randomness that nobody can foresee, for this very command. No event can have them before it is decided.
     */
    public static final String MINTED = "minted";

    private CommandMetadata() {}

    /** The identifiers under {@link #MINTED}; none when nothing is there. */
    public static Set<?> minted(Map<String, ?> metadata) {
        Object minted = metadata.get(MINTED);
        return minted == null ? Set.of() : (Set<?>) minted;
    }
}
