package org.tallystick.command.http;

import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.tallystick.api.Headers;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.commands.Outcome;

/** Turns outcomes into HTTP answers. */
public final class Answers {
    private Answers() {}

    /**
     * @param createdStatus the status when the command took effect, or did so when it was first sent
     * @throws ProblemException for what was rejected
     */
    @SuppressWarnings("unchecked")
    public static <R, A> ResponseEntity<A> of(
            CommandSender.Sent sent, int createdStatus, int replayedStatus, Function<R, A> answer) {
        Outcome<R> outcome = (Outcome<R>) sent.payload();
        if (outcome instanceof Outcome.Rejected<R> rejected) {
            throw ProblemException.at(RejectionStatus.problem(rejected), sent.position());
        }
        Outcome.Done<R> done = (Outcome.Done<R>) outcome;
        boolean replayed = done.effect() == Outcome.Effect.REPLAYED;
        int status = switch (done.effect()) {
            case CREATED, CHANGED -> createdStatus;
            case REPLAYED -> replayedStatus;
            case DRY_RUN -> 200;
        };
        ResponseEntity.BodyBuilder shown = ResponseEntity.status(status)
                .header(Headers.POSITION, Long.toString(positionOf(done, sent.position())));
        if (replayed) {
            shown.header(Headers.REPLAYED, "true");
        }
        return shown.body(answer.apply(done.result()));
    }

    static long positionOf(Outcome.Done<?> done, long sentPosition) {
        return done.position() > 0 ? done.position() : sentPosition;
    }

    static Problem problemOf(Outcome.Rejected<?> rejected) {
        return RejectionStatus.problem(rejected);
    }
}
