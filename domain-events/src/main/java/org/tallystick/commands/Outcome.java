package org.tallystick.commands;

import java.util.Map;

/** How a command ended. A fault is an exception and never an outcome. */
public sealed interface Outcome<R> {

    /**
     * The command was done.
     *
     * @param effect what the store learned from it
     * @param position the position of the last event of the original command when this is a repetition of it; 0 otherwise,
     *     where the writer knows the position
     */
    record Done<R>(R result, Effect effect, long position) implements Outcome<R> {}

    /**
     * The command was not done and stored nothing.
     *
     * @param detail one sentence for a person
     * @param facts what the rejection is about, such as {@code account}, {@code limit}, {@code available}; values are
     *     text, numbers or null
     */
    record Rejected<R>(Rejection rejection, String detail, Map<String, Object> facts) implements Outcome<R> {}

    enum Effect {
        CREATED,
        CHANGED,
        /** Nothing was stored because the same command took effect before. */
        REPLAYED,
        /** Nothing was stored because a dry run was asked for. */
        DRY_RUN
    }

    static <R> Outcome<R> created(R result) {
        return new Done<>(result, Effect.CREATED, 0);
    }

    static <R> Outcome<R> changed(R result) {
        return new Done<>(result, Effect.CHANGED, 0);
    }

    static <R> Outcome<R> replayed(R result, long position) {
        return new Done<>(result, Effect.REPLAYED, position);
    }

    static <R> Outcome<R> dryRun(R result) {
        return new Done<>(result, Effect.DRY_RUN, 0);
    }

    static <R> Outcome<R> rejected(Rejection rejection, String detail, Map<String, Object> facts) {
        return new Rejected<>(rejection, detail, facts);
    }
}
