package org.tallystick.command.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Headers;
import org.tallystick.api.Problem;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.TransactionResult;

/**
 * The answer to a batch, a line at a time. The position is that of the last line, so it can only be a header when the
 * answer waits for all lines. Whoever says {@code TE: trailers} can read it as a trailer and is answered at once.
 */
final class BatchAnswer implements AutoCloseable {
    static final String NDJSON = "application/x-ndjson";

    private final HttpServletResponse response;
    private final AnswerBuffer waiting;
    private final OutputStream out;
    private final ApiJson.Lines written;
    private long position;

    private BatchAnswer(HttpServletResponse response, AnswerBuffer waiting, OutputStream out) {
        this.response = response;
        this.waiting = waiting;
        this.out = out;
        this.written = new ApiJson.Lines(out);
    }

    static boolean isStreamed(HttpServletRequest request) {
        boolean trailers = Collections.list(request.getHeaders("TE")).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .anyMatch(value -> value.trim().equalsIgnoreCase("trailers"));
        return trailers && !request.getProtocol().equals("HTTP/1.0");
    }

    /** With the position as a header, after the last line is known. */
    static BatchAnswer whole(HttpServletResponse response) {
        AnswerBuffer buffer = new AnswerBuffer();
        return new BatchAnswer(response, buffer, buffer);
    }

    /** With the position as a trailer, each line as soon as it is known. */
    static BatchAnswer streamed(HttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType(NDJSON);
        response.setHeader("Trailer", Headers.POSITION);
        BatchAnswer answer = new BatchAnswer(response, null, response.getOutputStream());
        response.setTrailerFields(() -> Map.of(Headers.POSITION, Long.toString(answer.position)));
        return answer;
    }

    @SuppressWarnings("unchecked")
    void add(List<BatchReader.Line> lines, CommandSender.Sent sent) throws IOException {
        position = Math.max(position, sent.position());
        List<Outcome<TransactionResult>> outcomes = (List<Outcome<TransactionResult>>) sent.payload();
        int next = 0;
        for (BatchReader.Line line : lines) {
            if (line.problem() != null) {
                write(line.number(), line.problem());
            } else if (outcomes.get(next++) instanceof Outcome.Done<TransactionResult> done) {
                write(line.number(), done, Answers.positionOf(done, sent.position()));
            } else {
                write(line.number(), Answers.problemOf((Outcome.Rejected<?>) outcomes.get(next - 1)));
            }
        }
        written.pass();
    }

    /** Answers every line that has no problem of its own with the same one. */
    void addProblems(List<BatchReader.Line> lines, Problem problem, long seen) throws IOException {
        position = Math.max(position, seen);
        for (BatchReader.Line line : lines) {
            write(line.number(), line.problem() == null ? problem : line.problem());
        }
        written.pass();
    }

    private void write(int number, Problem problem) throws IOException {
        written.write(line -> {
            line.accept("line", number);
            line.accept("status", problem.status());
            line.accept("problem", problem.members());
            line.accept("position", null);
        });
    }

    private void write(int number, Outcome.Done<TransactionResult> done, long at) throws IOException {
        written.write(line -> {
            line.accept("line", number);
            line.accept("status", 201);
            if (done.effect() == Outcome.Effect.REPLAYED) {
                line.accept("replayed", true);
            }
            line.accept("transaction", Answers.transaction(done.result()));
            line.accept("position", at);
        });
    }

    /** Nothing that is known is kept back from whoever waits for it. */
    void flush() throws IOException {
        out.flush();
    }

    void finish() throws IOException {
        written.close();
        if (waiting != null) {
            response.setStatus(200);
            response.setContentType(NDJSON);
            response.setHeader(Headers.POSITION, Long.toString(position));
            waiting.sendTo(response.getOutputStream());
        }
        response.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        if (waiting != null) {
            waiting.close();
        }
    }
}
