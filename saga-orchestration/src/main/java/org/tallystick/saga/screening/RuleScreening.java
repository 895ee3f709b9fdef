package org.tallystick.saga.screening;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.tallystick.api.ProblemException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.saga.screening.ScreeningVerdict.Denied;
import org.tallystick.saga.screening.ScreeningVerdict.Passed;
import org.tallystick.values.Money;

/**
 * Screens by a file of rules. A verdict follows from the rules and the payments that were initiated before, so that it is the
 * same whenever and however often it is asked for.
 */
public final class RuleScreening implements Screening {
    private final ScreeningRules rules;
    private final PayerHistory history;
    private final Executor readers;

    private RuleScreening(ScreeningRules rules, PayerHistory history, Executor readers) {
        this.rules = rules;
        this.history = history;
        this.readers = readers;
    }

    /**
     * @param readers where the log is read, which may take a while
     * @throws IllegalArgumentException with one line that says what is wrong with the file
     */
    public static RuleScreening of(Path file, EventLog log, Executor readers) {
        try {
            ScreeningRules rules = ScreeningRules.parse(Files.readAllBytes(file));
            Duration longest = rules.velocities().stream()
                    .map(ScreeningRules.Velocity::window)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            return new RuleScreening(rules, new PayerHistory(log, longest), readers);
        } catch (IOException e) {
            throw new IllegalArgumentException("the screening rules " + file + " cannot be read: " + e.getMessage(), e);
        } catch (ProblemException e) {
            throw new IllegalArgumentException("the screening rules " + file + " are wrong: " + e.getMessage(), e);
        }
    }

    @Override
    public CompletionStage<ScreeningVerdict> screen(ScreeningRequest request) {
        BigInteger ceiling = rules.ceilings().get(request.amount().asset());
        if (ceiling != null && request.amount().minorUnits().compareTo(ceiling) > 0) {
            return denied(
                    "amount_ceiling",
                    "The amount is above the ceiling for " + request.amount().asset() + ".");
        } else if (rules.denies(request.beneficiary())) {
            return denied("beneficiary_denied", "The beneficiary is on the list of those who are not paid.");
        } else if (rules.velocities().isEmpty()) {
            return CompletableFuture.completedFuture(new Passed());
        }
        return CompletableFuture.supplyAsync(() -> velocity(request), readers);
    }

    private static CompletionStage<ScreeningVerdict> denied(String code, String reason) {
        return CompletableFuture.completedFuture(new Denied(code, reason));
    }

    private ScreeningVerdict velocity(ScreeningRequest request) {
        List<PayerHistory.Past> before = history.until(request);
        for (ScreeningRules.Velocity limit : rules.velocities()) {
            List<PayerHistory.Past> recent = before.stream()
                    .filter(past -> past.at().isAfter(request.initiatedAt().minus(limit.window())))
                    .toList();
            if (exceeds(recent, limit, request.amount())) {
                return new Denied("velocity_exceeded", "The payer has sent too much within " + limit.window() + ".");
            }
        }
        return new Passed();
    }

    /** @param recent with the payment itself */
    private static boolean exceeds(List<PayerHistory.Past> recent, ScreeningRules.Velocity limit, Money amount) {
        if (limit.payments() != null && BigInteger.valueOf(recent.size()).compareTo(limit.payments()) > 0) {
            return true;
        } else if (limit.amount() == null || !amount.asset().equals(limit.asset())) {
            return false;
        }
        BigInteger sum = recent.stream()
                .map(PayerHistory.Past::amount)
                .filter(one -> one.asset().equals(limit.asset()))
                .map(Money::minorUnits)
                .reduce(BigInteger.ZERO, BigInteger::add);
        return sum.compareTo(limit.amount()) > 0;
    }
}
