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

    /** The next lines, empty at the end. @throws ProblemException when the body is refused as a whole */
    List<Line> next(int most) {
        List<Line> chunk = new ArrayList<>();
        while (chunk.size() < most && !ended) {
            byte[] bytes = bytes(chunk);
            if (bytes != null) {
                chunk.add(line(bytes));
            }
        }
        return chunk;
    }

    /** @throws ProblemException when there are more lines than a batch may have */
    void requireEnd() {
        if (!ended) {
            lines.next();
        }
    }

    /** In an independent batch the limits end the batch with a line of their own, since earlier lines may be stored. */
    private byte[] bytes(List<Line> chunk) {
        line++;
        try {
            byte[] bytes = lines.next();
            ended = bytes == null;
            return bytes;
        } catch (ProblemException e) {
            if (atomic || line == 1) {
                throw e;
            }
            ended = true;
            chunk.add(new Line(line, null, e.problem()));
            return null;
        }
    }

    private Line line(byte[] bytes) {
        int number = line;
        try {
            NewTransaction command =
                    TransactionBodies.create(ledger, ApiJson.read(bytes), () -> derived(number), false);
            return new Line(number, command, null);
        } catch (ProblemException e) {
            return new Line(number, null, e.problem());
        }
    }

    private TransactionId derived(int number) {
        return keyDigest == null ? new TransactionId(ids.next()) : DerivedIds.ofBatchLine(keyDigest, number);
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param problem what is wrong with the line; null when it is a command
     */
    record Line(int number, NewTransaction command, Problem problem) {
        boolean namesId() {
            return problem == null && !command.transaction().isDerived();
        }
    }
}
