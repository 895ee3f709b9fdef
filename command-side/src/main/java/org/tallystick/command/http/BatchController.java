package org.tallystick.command.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.BatchLine;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Body;
import org.tallystick.api.Outcomes;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.QueryParameters;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.PostBatch;
import org.tallystick.events.EventMetadata;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * Creates many transactions with one request. Independent lines are sent in chunks as they come, and the next is read and
 * decided while the answers to the one before are written; an atomic batch is one command.
 */
@RestController
@Tag(name = "Transactions")
class BatchController {
    private static final int MOST_UNDER_WAY = 3;

    private final CommandSender commands;
    private final TimeOrderedIds ids;
    private final BatchMemoryBudget space;

    BatchController(CommandSender commands, TimeOrderedIds ids, BatchMemoryBudget space) {
        this.commands = commands;
        this.ids = ids;
        this.space = space;
    }

    @PostMapping("/v1/ledgers/{ledger}/batches")
    @Operation(
            operationId = "createBatch",
            summary = "Post or hold many transactions",
            description =
                    "One transaction a line, up to 10,000 lines. Later lines see earlier ones. With ?atomic=true all"
                            + " happen or none, else each on its own. The answer has one line each, in the same order.")
    @Body(
            value = org.tallystick.bodies.NewTransaction.class,
            maxLines = BatchLines.MAX_LINES,
            example = "{\"id\": \"t-1\", \"postings\": [{\"debit\": \"bank\","
                    + " \"credit\": \"customers:1\", \"amount\": 1000," + " \"asset\": \"EUR/2\"}]}")
    @QueryParameters({"atomic"})
    @Outcomes(lines = BatchLine.class)
    void create(@PathVariable String ledger, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        CommandRequest.requireContentType(request, BatchAnswer.NDJSON);
        Parameters parameters = Parameters.of(request.getParameterMap(), "atomic");
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        String keyDigest = CommandRequest.keyDigest(request, name.value());
        boolean atomic = parameters.flag("atomic");
        Batch batch = new Batch(name, atomic, keyDigest, CommandRequest.metadata(request));
        AnswerForm form = AnswerForm.of(request);
        try (BatchMemoryBudget.Share share = space.share()) {
            BatchLines lines = new BatchLines(request.getInputStream());
            BatchReader reader = new BatchReader(name, atomic, keyDigest, lines, ids, share);
            if (atomic) {
                answerAtomic(batch, notEmpty(reader.all()), form, response);
                return;
            }
            boolean streamed = BatchAnswer.isStreamed(request);
            Begun begun = () -> streamed ? BatchAnswer.streamed(response, form) : BatchAnswer.whole(response, form);
            try (BatchChunks chunks = chunks(reader, streamed, keyDigest != null, share)) {
                try {
                    answerIndependent(batch, chunks, share, begun);
                } catch (ProblemException e) {
                    if (!streamed || response.isCommitted()) {
                        throw e;
                    }
                    refuse(e, response);
                }
            }
        }
    }

    /** What a key has stored is found by the chunk, so a repetition must be cut as the original was. */
    private static BatchChunks chunks(
            BatchReader reader, boolean streamed, boolean hasKey, BatchMemoryBudget.Share share) {
        if (hasKey) {
            return BatchChunks.awaited(reader, () -> true);
        }
        return streamed ? new BatchReadAhead(reader) : BatchChunks.awaited(reader, share::isRoom);
    }

    /** At once: whoever sends line by line may wait for this before it sends or ends anything. */
    private static void refuse(ProblemException e, HttpServletResponse response) throws IOException {
        response.setStatus(e.problem().status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Connection", "close");
        if (e.retryAfterSeconds() > 0) {
            response.setHeader("Retry-After", Integer.toString(e.retryAfterSeconds()));
        }
        response.getOutputStream().write(ApiJson.write(e.problem().details()));
        response.flushBuffer();
    }

    private static List<BatchReader.Line> notEmpty(List<BatchReader.Line> lines) {
        if (lines.isEmpty()) {
            throw new ProblemException(Problem.malformed("The batch has no line."));
        }
        return lines;
    }

    private void answerAtomic(Batch batch, List<BatchReader.Line> lines, AnswerForm form, HttpServletResponse response)
            throws IOException {
        boolean malformed = lines.stream().anyMatch(line -> line.problem() != null);
        CommandSender.Sent sent = commands.await(dispatch(batch, malformed ? List.of() : lines));
        try (BatchAnswer answer = BatchAnswer.whole(response, form)) {
            if (malformed) {
                answer.addProblems(lines, Problem.batchAborted(), sent.position());
            } else {
                answer.add(lines, sent);
            }
            answer.finish();
        }
    }

    /** A chunk is sent while others are on their way; the oldest is answered when there is nothing to send. */
    private void answerIndependent(Batch batch, BatchChunks chunks, BatchMemoryBudget.Share share, Begun begun)
            throws IOException {
        Deque<Chunk> underWay = new ArrayDeque<>();
        underWay.add(send(batch, notEmpty(chunks.next(true))));
        // What goes wrong before the first answer is told by the status.
        commands.await(underWay.element().sent());
        try (BatchAnswer answer = begun.answer()) {
            while (true) {
                List<BatchReader.Line> next =
                        underWay.size() < MOST_UNDER_WAY ? chunks.next(underWay.isEmpty()) : List.of();
                if (!next.isEmpty()) {
                    underWay.add(send(batch, next));
                } else if (!underWay.isEmpty()) {
                    Chunk oldest = underWay.remove();
                    add(answer, oldest);
                    answer.flush();
                    oldest.lines().forEach(line -> share.giveBack(line.memory()));
                } else {
                    answer.finish();
                    return;
                }
            }
        }
    }

    /** After the first chunk there is no status left to tell a problem with: the lines tell it. */
    private void add(BatchAnswer answer, Chunk chunk) throws IOException {
        CommandSender.Sent done;
        try {
            done = commands.await(chunk.sent());
        } catch (ProblemException e) {
            answer.addProblems(chunk.lines(), e.problem(), 0);
            return;
        }
        answer.add(chunk.lines(), done);
    }

    private Chunk send(Batch batch, List<BatchReader.Line> lines) {
        return new Chunk(lines, dispatch(batch, lines));
    }

    private CompletableFuture<CommandSender.Sent> dispatch(Batch batch, List<BatchReader.Line> lines) {
        Map<String, Object> metadata = new LinkedHashMap<>(batch.metadata);
        Map<TransactionId, TransactionId> derivedByKey = new LinkedHashMap<>();
        if (batch.keyDigest != null && !lines.isEmpty()) {
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
        metadata.put(
                CommandMetadata.MINTED,
                lines.stream()
                        .filter(BatchReader.Line::minted)
                        .map(line -> line.command().transaction())
                        .collect(Collectors.toUnmodifiableSet()));
        return commands.dispatch(new PostBatch(batch.ledger, batch.atomic, wellFormed, derivedByKey), metadata);
    }

    private record Batch(LedgerName ledger, boolean atomic, String keyDigest, Map<String, String> metadata) {}

    private interface Begun {
        BatchAnswer answer() throws IOException;
    }

    private record Chunk(List<BatchReader.Line> lines, CompletableFuture<CommandSender.Sent> sent) {}
}
