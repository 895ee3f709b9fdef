package org.tallystick.command.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tallystick.command.http.BatchReader.Line;

/** Where the chunks of an independent batch come from. */
interface BatchChunks extends AutoCloseable {
    int MOST_LINES = 500;
    int MOST_BYTES = 256 << 10;

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

    /** Whole chunks, of a body whose answer waits for its end: each is waited for. */
    static BatchChunks whole(BatchReader reader) {
        return new BatchChunks() {
            @Override
            public List<Line> next(boolean wait) {
                return gathered(reader::next);
            }

            @Override
            public void close() {
                // Reads on the thread of the request.
            }
        };
    }

    /** @param lines null where there is no other line */
    static List<Line> gathered(Supplier<Line> lines) {
        List<Line> chunk = new ArrayList<>();
        int bytes = 0;
        while (chunk.size() < MOST_LINES && bytes < MOST_BYTES) {
            Line line = lines.get();
            if (line == null) {
                return chunk;
            }
            chunk.add(line);
            bytes += line.bytes();
        }
        return chunk;
    }
}
