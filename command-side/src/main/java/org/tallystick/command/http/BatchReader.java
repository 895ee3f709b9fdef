package org.tallystick.command.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.commands.NewTransaction;
import org.tallystick.eventstore.lane.CommandRefusedException;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;
import tools.jackson.databind.JsonNode;

/** Makes commands of the lines of a batch, as they come. */
final class BatchReader {
    private static final Duration LONGEST_WAIT_FOR_ROOM = Duration.ofSeconds(10);
    private static final int MEMORY_OF_LINE = 4_000;
    private static final int MEMORY_PER_BYTE = 8;

    private final LedgerName ledger;
    private final boolean atomic;
    private final String keyDigest;
    private final BatchLines lines;
    private final TimeOrderedIds ids;
    private final BatchMemoryBudget.Share space;
    private int line;
    private boolean ended;

    /** @param keyDigest derives the identifiers of lines that name none; null without a key */
    BatchReader(
            LedgerName ledger,
            boolean atomic,
            String keyDigest,
            BatchLines lines,
            TimeOrderedIds ids,
            BatchMemoryBudget.Share space) {
        this.ledger = ledger;
        this.atomic = atomic;
        this.keyDigest = keyDigest;
        this.lines = lines;
        this.ids = ids;
        this.space = space;
    }

    /** All lines that are left. @throws ProblemException when the body is refused as a whole */
    List<Line> all() {
        List<Line> all = new ArrayList<>();
        for (Line next = next(); next != null; next = next()) {
            all.add(next);
        }
        return all;
    }

    /**
     * The next line, null at the end. In an independent batch the limits end the batch with a line of their own, since
     * earlier lines may be stored.
     *
     * @throws ProblemException when the body is refused as a whole
     */
    Line next() {
        if (ended) {
            return null;
        }
        line++;
        try {
            requireRoom();
            byte[] bytes = lines.next();
            ended = bytes == null;
            return ended ? null : line(bytes);
        } catch (ProblemException e) {
            if (atomic || line == 1) {
                throw e;
            }
            ended = true;
            return new Line(line, 0, null, false, e.problem());
        }
    }

    /** One that has begun goes on when there is room again. */
    private void requireRoom() {
        if (isCounted() && !space.awaitRoom(line > 1 ? LONGEST_WAIT_FOR_ROOM : Duration.ZERO)) {
            throw ProblemException.retryLater(
                    CommandRefusedException.OVERLOADED, "Too many lines of batches are under way; send it again.");
        }
    }

    /** An atomic batch, and one with a key, is admitted for all of its length: it cannot wait in the middle. */
    private boolean isCounted() {
        return !atomic && keyDigest == null;
    }

    private Line line(byte[] bytes) {
        long memory = MEMORY_OF_LINE + (long) MEMORY_PER_BYTE * bytes.length;
        if (isCounted()) {
            space.take(memory);
        }
        int number = line;
        try {
            JsonNode body = ApiJson.read(bytes);
            NewTransaction command = TransactionBodies.create(ledger, body, () -> derived(number), false);
            boolean minted = keyDigest == null && !TransactionBodies.namesId(body);
            return new Line(number, memory, command, minted, null);
        } catch (ProblemException e) {
            return new Line(number, memory, null, false, e.problem());
        }
    }

    private TransactionId derived(int number) {
        return keyDigest == null ? new TransactionId(ids.next()) : DerivedIds.ofBatchLine(keyDigest, number);
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param memory what it takes from its reading to its answer, roughly: text, command, events and outcome
     * @param minted whether the identifier of the transaction is new, made for this line
     * @param problem what is wrong with the line; null when it is a command
     */
    record Line(int number, long memory, NewTransaction command, boolean minted, Problem problem) {
        boolean namesId() {
            return problem == null && !command.transaction().isDerived();
        }
    }
}
