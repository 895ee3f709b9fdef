package org.tallystick.command.http;

import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Headers;
import org.tallystick.api.Members;
import org.tallystick.api.Problem;
import org.tallystick.api.Representations;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.TransactionResult;

/** Turns outcomes into HTTP answers. */
public final class Answers {
    private Answers() {}

    /** @param createdStatus the status when the command took effect, or did so when it was first sent */
    @SuppressWarnings("unchecked")
    public static <R> ResponseEntity<byte[]> of(
            CommandSender.Sent sent, int createdStatus, int replayedStatus, Function<R, ?> shape) {
        Outcome<R> outcome = (Outcome<R>) sent.payload();
        if (outcome instanceof Outcome.Rejected<R> rejected) {
            return problem(RejectionStatus.problem(rejected), sent.position());
        }
        Outcome.Done<R> done = (Outcome.Done<R>) outcome;
        boolean replayed = done.effect() == Outcome.Effect.REPLAYED;
        int status = switch (done.effect()) {
            case CREATED, CHANGED -> createdStatus;
            case REPLAYED -> replayedStatus;
            case DRY_RUN -> 200;
        };
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header(Headers.POSITION, Long.toString(positionOf(done, sent.position())));
        if (replayed) {
            answer.header(Headers.REPLAYED, "true");
        }
        return answer.body(ApiJson.write(shape.apply(done.result())));
    }

    static long positionOf(Outcome.Done<?> done, long sentPosition) {
        return done.position() > 0 ? done.position() : sentPosition;
    }

    private static ResponseEntity<byte[]> problem(Problem problem, long position) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(Headers.POSITION, Long.toString(position))
                .body(ApiJson.write(problem.members()));
    }

    /** A transaction with the accounts that the command touched. */
    public static Members transaction(TransactionResult result) {
        return shown -> {
            Representations.transaction(result.transaction()).tell(shown);
            shown.accept(
                    "accounts",
                    result.accounts().stream()
                            .map(Representations::touchedAccount)
                            .toList());
        };
    }

    static Problem problemOf(Outcome.Rejected<?> rejected) {
        return RejectionStatus.problem(rejected);
    }
}
