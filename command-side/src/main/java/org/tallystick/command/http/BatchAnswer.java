package org.tallystick.command.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tallystick.answers.BatchLine;
import org.tallystick.answers.Transaction;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Headers;
import org.tallystick.api.Preference;
import org.tallystick.api.Problem;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.TransactionResult;
import org.tallystick.values.Position;

/**
 * The answer to a batch, a line at a time. The position is that of the last line, so it can only be a header when the
 * answer waits for all lines. Whoever says {@code TE: trailers} can read it as a trailer and is answered at once.
 */
final class BatchAnswer implements AutoCloseable {
    static final String NDJSON = "application/x-ndjson";

    private final HttpServletResponse response;
    private final AnswerForm form;
    private final AnswerBuffer waiting;
    private final OutputStream out;
    private final ApiJson.Lines written;
    private long position;

    private BatchAnswer(HttpServletResponse response, AnswerForm form, AnswerBuffer waiting, OutputStream out) {
        this.response = response;
        this.form = form;
        this.waiting = waiting;
        this.out = out;
        this.written = new ApiJson.Lines(out, form.amounts());
    }

    static boolean isStreamed(HttpServletRequest request) {
        boolean trailers = Collections.list(request.getHeaders("TE")).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .anyMatch(value -> value.trim().equalsIgnoreCase("trailers"));
        return trailers && !request.getProtocol().equals("HTTP/1.0");
    }

    /** With the position as a header, after the last line is known. */
    static BatchAnswer whole(HttpServletResponse response, AnswerForm form) {
        AnswerBuffer buffer = new AnswerBuffer();
        return new BatchAnswer(response, form, buffer, buffer);
    }

    /** With the position as a trailer, each line as soon as it is known. */
    static BatchAnswer streamed(HttpServletResponse response, AnswerForm form) throws IOException {
        begin(response, form);
        response.setHeader("Trailer", Headers.POSITION);
        BatchAnswer answer = new BatchAnswer(response, form, null, response.getOutputStream());
        response.setTrailerFields(() -> Map.of(Headers.POSITION, Long.toString(answer.position)));
        return answer;
    }

    private static void begin(HttpServletResponse response, AnswerForm form) {
        response.setStatus(200);
        response.setContentType(NDJSON);
        if (form.minimal()) {
            response.setHeader(Headers.PREFERENCE_APPLIED, Preference.MINIMAL);
        }
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
        written.write(new BatchLine(number, problem.status(), null, null, problem.details(), null));
    }

    private void write(int number, Outcome.Done<TransactionResult> done, long at) throws IOException {
        Boolean replayed = done.effect() == Outcome.Effect.REPLAYED ? Boolean.TRUE : null;
        Transaction transaction = form.minimal() ? null : Transaction.of(done.result());
        written.write(new BatchLine(number, 201, replayed, transaction, null, new Position(at)));
    }

    /** Nothing that is known is kept back from whoever waits for it. */
    void flush() throws IOException {
        out.flush();
    }

    void finish() throws IOException {
        written.close();
        if (waiting != null) {
            begin(response, form);
            response.setHeader(Headers.POSITION, Long.toString(position));
            response.setContentLengthLong(waiting.size());
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
