package org.tallystick.command.http;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.commands.DerivedIds;
import org.tallystick.commands.NewTransaction;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/** Makes commands of the lines of a batch, as they come. */
final class BatchReader {
    private final LedgerName ledger;
    private final boolean atomic;
    private final String keyDigest;
    private final BatchLines lines;
    private final TimeOrderedIds ids;
    private int line;
    private boolean ended;

    /** @param keyDigest derives the identifiers of lines that name none; null without a key */
    BatchReader(LedgerName ledger, boolean atomic, String keyDigest, BatchLines lines, TimeOrderedIds ids) {
        this.ledger = ledger;
        this.atomic = atomic;
        this.keyDigest = keyDigest;
        this.lines = lines;
        this.ids = ids;
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
            byte[] bytes = lines.next();
            ended = bytes == null;
            return ended ? null : line(bytes);
        } catch (ProblemException e) {
            if (atomic || line == 1) {
                throw e;
            }
            ended = true;
            return new Line(line, 0, null, e.problem());
        }
    }

    private Line line(byte[] bytes) {
        int number = line;
        try {
            NewTransaction command =
                    TransactionBodies.create(ledger, ApiJson.read(bytes), () -> derived(number), false);
            return new Line(number, bytes.length, command, null);
        } catch (ProblemException e) {
            return new Line(number, bytes.length, null, e.problem());
        }
    }

    private TransactionId derived(int number) {
        return keyDigest == null ? new TransactionId(ids.next()) : DerivedIds.ofBatchLine(keyDigest, number);
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param bytes how long it was
     * @param problem what is wrong with the line; null when it is a command
     */
    record Line(int number, int bytes, NewTransaction command, Problem problem) {
        boolean namesId() {
            return problem == null && !command.transaction().isDerived();
        }
    }
}
