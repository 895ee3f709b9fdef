package org.tallystick.command.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Headers;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.QueryParameters;
import org.tallystick.commands.DerivedIds;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostBatch;
import org.tallystick.commands.TransactionResult;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * Creates many transactions with one request. Independent lines are sent in chunks, and the answers to one chunk are
 * written while the next is decided; an atomic batch is one command.
 */
@RestController
@Tag(name = "Transactions")
class BatchController {
    private static final int CHUNK = 500;
    private static final String NDJSON = "application/x-ndjson";

    private final CommandSender commands;
    private final TimeOrderedIds ids;

    BatchController(CommandSender commands, TimeOrderedIds ids) {
        this.commands = commands;
        this.ids = ids;
    }

    @PostMapping("/v1/ledgers/{ledger}/batches")
    @Operation(
            summary = "Post or hold many transactions",
            description =
                    "One transaction a line, up to 10,000 lines. Later lines see earlier ones. With ?atomic=true all"
                            + " happen or none, else each on its own. The answer has one line each, in the same order.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = NDJSON,
                                            examples =
                                                    @ExampleObject(
                                                            "{\"id\": \"t-1\", \"postings\": [{\"debit\": \"bank\","
                                                                    + " \"credit\": \"customers:1\", \"amount\": 1000,"
                                                                    + " \"asset\": \"EUR/2\"}]}"))))
    @QueryParameters({"atomic"})
    void create(@PathVariable String ledger, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        CommandRequest.requireContentType(request, NDJSON);
        Parameters parameters = Parameters.of(request.getParameterMap(), "atomic");
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        Batch batch = new Batch(
                name,
                parameters.flag("atomic"),
                CommandRequest.keyDigest(request, name.value()),
                CommandRequest.metadata(request),
                new BatchLines(request.getInputStream()),
                !request.getProtocol().equals("HTTP/1.0"));
        if (batch.atomic) {
            answerAtomic(batch, response);
        } else {
            answerIndependent(batch, response);
        }
    }

    private void answerAtomic(Batch batch, HttpServletResponse response) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Line line = next(batch); line != null; line = next(batch)) {
            lines.add(line);
        }
        if (lines.isEmpty()) {
            throw new ProblemException(Problem.malformed("The batch has no line."));
        }
        boolean malformed = lines.stream().anyMatch(line -> line.problem() != null);
        if (malformed) {
            long position =
                    commands.send(command(batch, List.of()), batch.metadata).position();
            OutputStream out = begin(response, position);
            for (Line line : lines) {
                write(out, line.number(), line.problem() == null ? aborted() : line.problem(), null);
            }
            out.flush();
            return;
        }
        CommandSender.Sent sent = commands.send(command(batch, lines), batch.metadata);
        OutputStream out = begin(response, sent.position());
        writeOutcomes(out, lines, sent);
        out.flush();
    }

    private void answerIndependent(Batch batch, HttpServletResponse response) throws IOException {
        List<Line> chunk = nextChunk(batch);
        if (chunk.isEmpty()) {
            throw new ProblemException(Problem.malformed("The batch has no line."));
        }
        CompletableFuture<CommandSender.Sent> sent = dispatch(batch, chunk);
        CommandSender.Sent first = commands.await(sent);
        List<Line> following = nextChunk(batch);
        if (following.isEmpty()) {
            OutputStream out = begin(response, first.position());
            writeOutcomes(out, chunk, first);
            out.flush();
        } else {
            answerInChunks(batch, chunk, sent, following, response);
        }
    }

    /** The position of the last line is not known at the beginning of the answer: it follows as a trailer. */
    private void answerInChunks(
            Batch batch,
            List<Line> firstChunk,
            CompletableFuture<CommandSender.Sent> firstSent,
            List<Line> secondChunk,
            HttpServletResponse response)
            throws IOException {
        AtomicLong last = new AtomicLong();
        response.setStatus(200);
        response.setContentType(NDJSON);
        if (batch.trailers) {
            response.setHeader("Trailer", Headers.POSITION);
            response.setTrailerFields(() -> Map.of(Headers.POSITION, Long.toString(last.get())));
        }
        OutputStream out = response.getOutputStream();
        List<Line> chunk = firstChunk;
        CompletableFuture<CommandSender.Sent> sent = firstSent;
        for (List<Line> following = secondChunk; !chunk.isEmpty(); following = nextChunk(batch)) {
            CompletableFuture<CommandSender.Sent> followingSent =
                    following.isEmpty() ? null : dispatch(batch, following);
            last.accumulateAndGet(writeChunk(out, chunk, sent), Math::max);
            chunk = following;
            sent = followingSent;
        }
        out.flush();
    }

    /** After the first line of the answer there is no status left to tell a problem with: the lines tell it. */
    private long writeChunk(OutputStream out, List<Line> chunk, CompletableFuture<CommandSender.Sent> sent)
            throws IOException {
        try {
            CommandSender.Sent done = commands.await(sent);
            writeOutcomes(out, chunk, done);
            return done.position();
        } catch (ProblemException e) {
            for (Line line : chunk) {
                write(out, line.number(), line.problem() == null ? e.problem() : line.problem(), null);
            }
            return 0;
        }
    }

    private CompletableFuture<CommandSender.Sent> dispatch(Batch batch, List<Line> lines) {
        return commands.dispatch(command(batch, lines), batch.metadata);
    }

    private static PostBatch command(Batch batch, List<Line> lines) {
        List<NewTransaction> wellFormed = lines.stream()
                .filter(line -> line.problem() == null)
                .map(Line::command)
                .toList();
        return new PostBatch(batch.ledger, batch.atomic, wellFormed);
    }

    private List<Line> nextChunk(Batch batch) throws IOException {
        List<Line> chunk = new ArrayList<>(CHUNK);
        while (chunk.size() < CHUNK && !batch.ended) {
            Line line = next(batch);
            if (line == null) {
                break;
            }
            chunk.add(line);
        }
        return chunk;
    }

    /** In an independent batch the limits end the batch with a line of their own, since earlier lines may be stored. */
    private Line next(Batch batch) throws IOException {
        int number = ++batch.line;
        byte[] bytes;
        try {
            bytes = batch.lines.next();
        } catch (ProblemException e) {
            if (batch.atomic || number == 1) {
                throw e;
            }
            batch.ended = true;
            return new Line(number, null, e.problem());
        }
        if (bytes == null) {
            batch.ended = true;
            return null;
        }
        try {
            return new Line(
                    number,
                    TransactionBodies.create(batch.ledger, ApiJson.read(bytes), () -> derived(batch, number), false),
                    null);
        } catch (ProblemException e) {
            return new Line(number, null, e.problem());
        }
    }

    private TransactionId derived(Batch batch, int line) {
        return batch.keyDigest == null ? new TransactionId(ids.next()) : DerivedIds.ofBatchLine(batch.keyDigest, line);
    }

    private static OutputStream begin(HttpServletResponse response, long position) throws IOException {
        response.setStatus(200);
        response.setContentType(NDJSON);
        response.setHeader(Headers.POSITION, Long.toString(position));
        return response.getOutputStream();
    }

    @SuppressWarnings("unchecked")
    private static void writeOutcomes(OutputStream out, List<Line> lines, CommandSender.Sent sent) throws IOException {
        List<Outcome<TransactionResult>> outcomes = (List<Outcome<TransactionResult>>) sent.payload();
        int next = 0;
        for (Line line : lines) {
            if (line.problem() != null) {
                write(out, line.number(), line.problem(), null);
            } else if (outcomes.get(next++) instanceof Outcome.Done<TransactionResult> done) {
                write(out, line.number(), done, Answers.positionOf(done, sent.position()));
            } else {
                write(out, line.number(), Answers.problemOf((Outcome.Rejected<?>) outcomes.get(next - 1)), null);
            }
        }
    }

    private static void write(OutputStream out, int number, Object what, Long position) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("line", number);
        if (what instanceof Problem problem) {
            line.put("status", problem.status());
            line.put("problem", problem.members());
        } else {
            Outcome.Done<?> done = (Outcome.Done<?>) what;
            line.put("status", 201);
            if (done.effect() == Outcome.Effect.REPLAYED) {
                line.put("replayed", true);
            }
            line.put("transaction", Answers.transaction((TransactionResult) done.result()));
        }
        line.put("position", position);
        out.write(ApiJson.write(line));
        out.write('\n');
    }

    private static Problem aborted() {
        return new Problem(424, "batch_aborted", "Another line of the batch was rejected.", Map.of());
    }

    /** @param problem what is wrong with the line; null when it is a command */
    private record Line(int number, NewTransaction command, Problem problem) {}

    private static final class Batch {
        private final LedgerName ledger;
        private final boolean atomic;
        private final String keyDigest;
        private final Map<String, String> metadata;
        private final BatchLines lines;
        private final boolean trailers;
        private int line;
        private boolean ended;

        Batch(
                LedgerName ledger,
                boolean atomic,
                String keyDigest,
                Map<String, String> metadata,
                BatchLines lines,
                boolean trailers) {
            this.ledger = ledger;
            this.atomic = atomic;
            this.keyDigest = keyDigest;
            this.metadata = metadata;
            this.lines = lines;
            this.trailers = trailers;
        }
    }
}
