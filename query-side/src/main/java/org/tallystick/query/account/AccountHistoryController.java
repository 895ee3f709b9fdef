package org.tallystick.query.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.BalanceHistory;
import org.tallystick.answers.Contributions;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.FindBalanceHistory;
import org.tallystick.queries.FindContributions;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.Address;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;

/** How a balance went, and what made it. */
@RestController
@Tag(name = "Accounts")
class AccountHistoryController {
    private static final int MOST_STEPS = 500;
    private static final int USUAL_STEPS = 30;

    private final QuerySender queries;

    AccountHistoryController(QuerySender queries) {
        this.queries = queries;
    }

    /** What a history is cut into, in UTC from its first time on. */
    private enum Step {
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS),
        WEEK(ChronoUnit.WEEKS),
        MONTH(ChronoUnit.MONTHS),
        YEAR(ChronoUnit.YEARS);

        private final ChronoUnit unit;

        Step(ChronoUnit unit) {
            this.unit = unit;
        }
    }

    @GetMapping("/v1/ledgers/{ledger}/accounts/{address}/history")
    @Operation(
            operationId = "getBalanceHistory",
            summary = "The balance of an account step by step",
            description =
                    "A step is an hour, day (the default), week, month or year, from the first time on, at most 500 of"
                            + " them. Without to it goes up to now, without from over the last 30 steps.")
    @QueryParameters({"from", "to", "step", "basis", "position"})
    ResponseEntity<BalanceHistory> history(
            @PathVariable String ledger, @PathVariable String address, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        FindBalanceHistory query = new FindBalanceHistory(
                Parameters.path("ledger", ledger, LedgerName::new),
                Parameters.path("address", address, Address::new),
                times(asked.parameters()),
                asked.basis(),
                asked.reached());
        return asked.answer(queries.ask(query));
    }

    private static List<Instant> times(Parameters parameters) {
        Step asked = parameters.optional("step", text -> EnumText.parse(Step.values(), text));
        ChronoUnit unit = asked == null ? ChronoUnit.DAYS : asked.unit;
        Instant last = parameters.instant("to");
        ZonedDateTime to = (last == null ? Instant.now().truncatedTo(ChronoUnit.MICROS) : last).atZone(ZoneOffset.UTC);
        Instant first = parameters.instant("from");
        ZonedDateTime from = first == null ? to.minus(USUAL_STEPS, unit) : first.atZone(ZoneOffset.UTC);
        if (!from.isBefore(to)) {
            throw Parameters.invalid("from", from.toInstant(), "must be before to, which is now unless it is given");
        }
        List<Instant> times = new ArrayList<>();
        for (ZonedDateTime time = from; time.isBefore(to); time = from.plus(times.size(), unit)) {
            if (times.size() == MOST_STEPS) {
                throw Parameters.invalid(
                        "from",
                        from.toInstant(),
                        "and to must not be more than " + MOST_STEPS + " steps apart; a longer step makes them fewer");
            }
            times.add(time.toInstant());
        }
        times.add(to.toInstant());
        return times;
    }

    @GetMapping("/v1/ledgers/{ledger}/accounts/{address}/contributions")
    @Operation(
            operationId = "getContributions",
            summary = "What made the balance of an account",
            description =
                    "By counterparty (the default), reference or month. By the first two, fewer than 10,000 entries are"
                            + " looked at.")
    @QueryParameters({"by", "from", "to", "basis", "position"})
    ResponseEntity<Contributions> contributions(
            @PathVariable String ledger, @PathVariable String address, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        Parameters parameters = asked.parameters();
        FindContributions.By by =
                parameters.optional("by", text -> EnumText.parse(FindContributions.By.values(), text));
        FindContributions query = new FindContributions(
                Parameters.path("ledger", ledger, LedgerName::new),
                Parameters.path("address", address, Address::new),
                by == null ? FindContributions.By.COUNTERPARTY : by,
                parameters.instant("from"),
                parameters.instant("to"),
                asked.basis(),
                asked.reached());
        return asked.answer(queries.ask(query));
    }
}
