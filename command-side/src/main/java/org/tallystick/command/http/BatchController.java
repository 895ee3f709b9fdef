package org.tallystick.command.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.QueryParameters;
import org.tallystick.commands.DerivedIds;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.PostBatch;
import org.tallystick.events.EventMetadata;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * Creates many transactions with one request. Independent lines are sent in chunks, and the next chunk is read and decided
 * while the answers to the one before are written; an atomic batch is one command.
 */
@RestController
@Tag(name = "Transactions")
class BatchController {
    private static final int CHUNK = 500;

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
                                            mediaType = BatchAnswer.NDJSON,
                                            examples =
                                                    @ExampleObject(
                                                            "{\"id\": \"t-1\", \"postings\": [{\"debit\": \"bank\","
                                                                    + " \"credit\": \"customers:1\", \"amount\": 1000,"
                                                                    + " \"asset\": \"EUR/2\"}]}"))))
    @QueryParameters({"atomic"})
    void create(@PathVariable String ledger, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        CommandRequest.requireContentType(request, BatchAnswer.NDJSON);
        Parameters parameters = Parameters.of(request.getParameterMap(), "atomic");
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        String keyDigest = CommandRequest.keyDigest(request, name.value());
        boolean atomic = parameters.flag("atomic");
        BatchReader reader = new BatchReader(name, atomic, keyDigest, new BatchLines(request.getInputStream()), ids);
        Batch batch = new Batch(name, atomic, keyDigest, CommandRequest.metadata(request), reader);
        List<BatchReader.Line> first = reader.next(atomic ? BatchLines.MAX_LINES : CHUNK);
        if (first.isEmpty()) {
            throw new ProblemException(Problem.malformed("The batch has no line."));
        }
        if (atomic) {
            answerAtomic(batch, first, response);
        } else {
            answerIndependent(batch, first, request, response);
        }
    }

    private void answerAtomic(Batch batch, List<BatchReader.Line> lines, HttpServletResponse response)
            throws IOException {
        batch.reader.requireEnd();
        boolean malformed = lines.stream().anyMatch(line -> line.problem() != null);
        CommandSender.Sent sent = commands.await(dispatch(batch, malformed ? List.of() : lines));
        try (BatchAnswer answer = BatchAnswer.whole(response)) {
            if (malformed) {
                answer.addProblems(lines, Problem.batchAborted(), sent.position());
            } else {
                answer.add(lines, sent);
            }
            answer.finish();
        }
    }

    private void answerIndependent(
            Batch batch, List<BatchReader.Line> first, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<BatchReader.Line> chunk = first;
        CompletableFuture<CommandSender.Sent> sent = dispatch(batch, chunk);
        // What goes wrong before the first answer is told by the status.
        commands.await(sent);
        try (BatchAnswer answer = BatchAnswer.to(request, response)) {
            while (!chunk.isEmpty()) {
                List<BatchReader.Line> following = batch.reader.next(CHUNK);
                CompletableFuture<CommandSender.Sent> followingSent =
                        following.isEmpty() ? null : dispatch(batch, following);
                add(answer, chunk, sent);
                chunk = following;
                sent = followingSent;
            }
            answer.finish();
        }
    }

    /** After the first chunk there is no status left to tell a problem with: the lines tell it. */
    private void add(BatchAnswer answer, List<BatchReader.Line> chunk, CompletableFuture<CommandSender.Sent> sent)
            throws IOException {
        CommandSender.Sent done;
        try {
            done = commands.await(sent);
        } catch (ProblemException e) {
            answer.addProblems(chunk, e.problem(), 0);
            return;
        }
        answer.add(chunk, done);
    }

    private CompletableFuture<CommandSender.Sent> dispatch(Batch batch, List<BatchReader.Line> lines) {
        Map<String, String> metadata = batch.metadata;
        Map<TransactionId, TransactionId> derivedByKey = new LinkedHashMap<>();
        if (batch.keyDigest != null && !lines.isEmpty()) {
            metadata = new LinkedHashMap<>(metadata);
            metadata.put(
                    EventMetadata.IDEMPOTENCY_KEY,
                    DerivedIds.ofBatchUnit(batch.keyDigest, lines.get(0).number()));
            lines.stream()
                    .filter(BatchReader.Line::namesId)
                    .forEach(line -> derivedByKey.putIfAbsent(
                            line.command().transaction(), DerivedIds.ofBatchLine(batch.keyDigest, line.number())));
        }
        List<NewTransaction> wellFormed = lines.stream()
                .filter(line -> line.problem() == null)
                .map(BatchReader.Line::command)
                .toList();
        return commands.dispatch(new PostBatch(batch.ledger, batch.atomic, wellFormed, derivedByKey), metadata);
    }

    private record Batch(
            LedgerName ledger, boolean atomic, String keyDigest, Map<String, String> metadata, BatchReader reader) {}
}
