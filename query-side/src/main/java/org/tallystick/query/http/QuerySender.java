package org.tallystick.query.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.axonframework.queryhandling.SubscriptionQueryUpdateMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.queries.LedgerQuery;
import org.tallystick.query.projection.PositionNotReachedException;
import org.tallystick.query.projection.PositionUnknownException;
import reactor.util.concurrent.Queues;

/** Sends a query over the bus, waits for its answer and turns what went wrong into problems. */
public final class QuerySender {
    private static final Logger LOG = LoggerFactory.getLogger(QuerySender.class);

    private final QueryBus queries;

    public QuerySender(QueryBus queries) {
        this.queries = queries;
    }

    /** @throws ProblemException 400 for a position above the head, 503 when it was not reached, or what the query found */
    public <R> R ask(LedgerQuery query, Class<R> answer) {
        return await(queries.query(new GenericQueryMessage<>(query, ResponseTypes.instanceOf(answer))));
    }

    /** Follows what a query is about. The caller takes the updates before it asks for the first answer. */
    public <R, U> SubscriptionQueryResult<QueryResponseMessage<R>, SubscriptionQueryUpdateMessage<U>> follow(
            LedgerQuery query, Class<R> answer, Class<U> update) {
        return queries.subscriptionQuery(
                new GenericSubscriptionQueryMessage<>(
                        query, ResponseTypes.instanceOf(answer), ResponseTypes.instanceOf(update)),
                Queues.SMALL_BUFFER_SIZE);
    }

    /** The first answer to a query that is followed, see {@link #ask}. */
    public <R> R first(SubscriptionQueryResult<QueryResponseMessage<R>, ?> followed) {
        return await(followed.initialResult().toFuture());
    }

    private static <R> R await(CompletableFuture<QueryResponseMessage<R>> answer) {
        try {
            QueryResponseMessage<R> response = answer.get();
            if (response.isExceptional()) {
                throw problem(response.exceptionResult());
            }
            return response.getPayload();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw behind("The process is stopping.");
        } catch (ExecutionException e) {
            throw problem(e.getCause());
        }
    }

    /** The problem that stands for what ended a query. */
    private static ProblemException problem(Throwable cause) {
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        if (cause instanceof PositionNotReachedException) {
            return behind("The read model has not reached the position yet; ask again.");
        }
        if (cause instanceof PositionUnknownException) {
            return new ProblemException(Problem.invalid("position", null, "is above the head of the store"));
        }
        LOG.error("a query failed", cause);
        return new ProblemException(new Problem(500, "fault", "The query failed.", Map.of()));
    }

    private static ProblemException behind(String detail) {
        return ProblemException.retryLater("behind", detail);
    }
}
