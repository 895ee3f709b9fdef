package org.tallystick.command.payment;

import java.util.List;
import java.util.function.Predicate;
import org.tallystick.command.account.NamedAccounts;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Rule;
import org.tallystick.command.decision.Rules;
import org.tallystick.commands.InitiatePayment;
import org.tallystick.commands.PaymentRejection;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentStep;

/** Decides whether a payment that does not exist is initiated. */
final class InitiationDecision {
    private static final Rules<NamedAccounts> RULES = Rules.inOrder(
            new Rule<>(PaymentRejection.LEDGER_NOT_FOUND, NamedAccounts::ledgerMissing),
            new Rule<>(PaymentRejection.ACCOUNT_NOT_FOUND, NamedAccounts::accountMissing));

    private InitiationDecision() {}

    /** @param exists whether a stream is there */
    static Decision<PaymentInitiated> decide(InitiatePayment command, Predicate<String> exists) {
        NamedAccounts named = new NamedAccounts(
                command.ledger(), List.of(command.payer(), command.terms().clearing()), exists);
        Decision<PaymentInitiated> rejected = RULES.firstBroken(named);
        return rejected == null ? Decision.accepted(initiated(command)) : rejected;
    }

    private static PaymentInitiated initiated(InitiatePayment command) {
        return new PaymentInitiated(
                command.ledger(),
                command.payment(),
                command.payer(),
                command.amount(),
                command.asset(),
                command.rail(),
                command.beneficiary(),
                command.reference(),
                command.executeAt(),
                command.metadata(),
                command.terms(),
                DerivedIds.ofPayment(command.payment(), PaymentStep.HOLD),
                command.origin());
    }
}
