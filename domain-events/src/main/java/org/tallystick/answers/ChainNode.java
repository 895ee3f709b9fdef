package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Position;

/**
 * A node of the tree of what caused what. Members that its kind does not have are absent.
 *
 * @param id of a request, a command or a message; absent of a message while the rail was told nothing
 * @param name of a command or a step; absent where the store does not say
 * @param actor of a request or a command
 * @param correlation of a request
 * @param position of an event
 * @param stream of an event
 * @param type of an event
 * @param recordedAt of an event
 * @param rail of the first message
 * @param children what it caused, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChainNode(
        Kind kind,
        @Nullable String id,
        @Nullable String name,
        @Nullable String actor,
        @Nullable String correlation,
        @Nullable Position position,
        @Nullable String stream,
        @Nullable String type,
        @Nullable Instant recordedAt,
        @Nullable String rail,
        List<ChainNode> children) {

    /** What a node stands for. */
    public enum Kind {
        /** Of a client or an operator. */
        REQUEST,
        COMMAND,
        EVENT,
        /** Of the saga. */
        STEP,
        /** To the rail. */
        MESSAGE
    }

    public static ChainNode request(
            String id, @Nullable String actor, @Nullable String correlation, List<ChainNode> children) {
        return new ChainNode(Kind.REQUEST, id, null, actor, correlation, null, null, null, null, null, children);
    }

    public static ChainNode command(
            String id, @Nullable String name, @Nullable String actor, List<ChainNode> children) {
        return new ChainNode(Kind.COMMAND, id, name, actor, null, null, null, null, null, null, children);
    }

    public static ChainNode event(
            Position position, String stream, String type, Instant recordedAt, List<ChainNode> children) {
        return new ChainNode(Kind.EVENT, null, null, null, null, position, stream, type, recordedAt, null, children);
    }

    public static ChainNode step(String name, List<ChainNode> children) {
        return new ChainNode(Kind.STEP, null, name, null, null, null, null, null, null, null, children);
    }

    public static ChainNode message(@Nullable String id, @Nullable String rail, List<ChainNode> children) {
        return new ChainNode(Kind.MESSAGE, id, null, null, null, null, null, null, null, rail, children);
    }
}
