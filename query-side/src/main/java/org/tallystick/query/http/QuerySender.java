package org.tallystick.query.http;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.queries.LedgerQuery;
import org.tallystick.readmodels.PositionNotReachedException;
import org.tallystick.readmodels.PositionUnknownException;

/** Sends a query over Axon's gateway, waits for its answer and turns what went wrong into problems. */
@Component
public final class QuerySender {
    private static final Logger LOG = LoggerFactory.getLogger(QuerySender.class);

    private final QueryGateway queries;

    public QuerySender(QueryGateway queries) {
        this.queries = queries;
    }

    /** @throws ProblemException 400 for a position above the head, 503 when it was not reached, or what the query found */
    public <R> R ask(LedgerQuery<R> query) {
        return await(queries.query(query, new AnswerOf<R>()));
    }

    /** Follows what a query is about. The caller takes the updates before it asks for the first answer. */
    public <R, U> SubscriptionQueryResult<R, U> follow(LedgerQuery<R> query, Class<U> update) {
        return queries.subscriptionQuery(query, new AnswerOf<R>(), ResponseTypes.instanceOf(update));
    }

    /** The first answer to a query that is followed, see {@link #ask}. */
    public <R> R first(SubscriptionQueryResult<R, ?> followed) {
        return await(followed.initialResult().toFuture());
    }

    private static <R> R await(CompletableFuture<R> answer) {
        try {
            return answer.get();
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

    /** A query has one handler, which answers with what the query says. */
    private static final class AnswerOf<R> implements ResponseType<R> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean matches(Type handled) {
            return true;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Class<R> responseMessagePayloadType() {
            return (Class<R>) Object.class;
        }

        @Override
        public Class<?> getExpectedResponseType() {
            return Object.class;
        }
    }
}
