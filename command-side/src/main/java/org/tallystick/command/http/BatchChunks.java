package org.tallystick.command.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tallystick.command.http.BatchReader.Line;

/** Where the chunks of an independent batch come from. */
interface BatchChunks extends AutoCloseable {
    int MOST_LINES = 500;

    /**
     * The lines that are sent as one command.
     *
     * @param wait whether to wait for a line where none is at hand
     * @return empty at the end, and where none is at hand
     * @throws org.tallystick.api.ProblemException when the body is refused as a whole
     */
    List<Line> next(boolean wait);

    @Override
    void close();

    /**
     * Chunks that are waited for, of a body whose answer waits for its end.
     *
     * @param goesOn asked before each line but the first
     */
    static BatchChunks awaited(BatchReader reader, BooleanSupplier goesOn) {
        return new BatchChunks() {
            @Override
            public List<Line> next(boolean wait) {
                return wait || goesOn.getAsBoolean() ? gathered(reader::next, goesOn) : List.of();
            }

            @Override
            public void close() {
                // Reads on the thread of the request.
            }
        };
    }

    /** @param lines null where there is no other line */
    static List<Line> gathered(Supplier<Line> lines, BooleanSupplier goesOn) {
        List<Line> chunk = new ArrayList<>();
        while (chunk.isEmpty() || chunk.size() < MOST_LINES && goesOn.getAsBoolean()) {
            Line line = lines.get();
            if (line == null) {
                return chunk;
            }
            chunk.add(line);
        }
        return chunk;
    }
}
