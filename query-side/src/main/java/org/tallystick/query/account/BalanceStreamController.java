package org.tallystick.query.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.answers.Account;
import org.tallystick.answers.ChangedBalance;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.api.ServerSent;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.queries.BalanceChange;
import org.tallystick.queries.BalanceChanges;
import org.tallystick.queries.FollowBalances;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.live.Followed;
import org.tallystick.query.live.LiveStreams;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Position;

/** Balances over server-sent events: a {@code change} for every entry. What a client missed is read from the events. */
@RestController
@Tag(name = "Accounts")
class BalanceStreamController {
    private static final int READ = 5_000;

    private final LiveStreams streams;
    private final EventLog log;
    private final ProjectionEngine reads;

    BalanceStreamController(LiveStreams streams, EventLog log, ProjectionEngine reads) {
        this.streams = streams;
        this.log = log;
        this.reads = reads;
    }

    @GetMapping(path = "/v1/ledgers/{ledger}/balances/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "followBalances",
            summary = "Follow balances over server-sent events",
            description = "Of one account, or of all with a prefix: first as they are, then every change."
                    + " Last-Event-ID goes on after that position.")
    @QueryParameters({"account", "prefix", "position"})
    @ServerSent(event = "balances", data = Account.class, listed = true)
    @ServerSent(event = "change", data = ChangedBalance.class)
    SseEmitter follow(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        Address account = asked.parameters().optional("account", Address::new);
        if (account != null && asked.parameters().has("prefix")) {
            throw Parameters.invalid("prefix", asked.prefix(), "must not be given together with account");
        }
        return streams.follow(new Balances(name, account, asked.prefix()), request, asked);
    }

    private final class Balances implements Followed<BalanceChange> {
        private final LedgerName ledger;
        private final Address account;
        private final String prefix;

        Balances(LedgerName ledger, Address account, String prefix) {
            this.ledger = ledger;
            this.account = account;
            this.prefix = prefix;
        }

        @Override
        public FollowBalances query(OptionalLong reached) {
            return new FollowBalances(ledger, account, prefix, reached);
        }

        @Override
        public Class<BalanceChanges> updates() {
            return BalanceChanges.class;
        }

        @Override
        public String firstAnswer() {
            return "balances";
        }

        @Override
        public Missed<BalanceChange> missed(long after, long upTo) {
            List<RecordedEvent> events = log.read(after, (int) Math.min(READ, upTo - after));
            List<BalanceChange> changes = BalanceFollowers.changes(
                    ledger, query(OptionalLong.empty())::covers, events, reads.serving(AccountProjection.NAME));
            return new Missed<>(changes, after + events.size());
        }

        @Override
        public ChangedBalance answer(BalanceChange change) {
            Counters counters = change.counters();
            return new ChangedBalance(
                    new Position(change.position()),
                    change.recordedAt(),
                    change.transaction(),
                    change.address(),
                    change.asset(),
                    change.normal(),
                    counters.debitsPosted(),
                    counters.creditsPosted(),
                    counters.debitsPending(),
                    counters.creditsPending(),
                    counters.balance(change.normal()),
                    counters.available(change.normal()),
                    change.version());
        }
    }
}
