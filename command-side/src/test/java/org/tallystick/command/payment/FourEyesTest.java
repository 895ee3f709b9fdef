package org.tallystick.command.payment;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.command.Scenario;
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.DeclinePayment;
import org.tallystick.commands.PlaceStandingOrder;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentOrigin;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.Schedule;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderTerms;

/** What needs two people is done by two people, whom their names tell apart. */
class FourEyesTest extends PaymentTest {
    private static final String NOBODY = "anonymous";
    private static final LocalDate DATE = LocalDate.parse("2026-01-15");

    private static Map<String, String> by(String actor) {
        return Map.of(EventMetadata.ACTOR, actor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anonymous",
                "ANONYMOUS",
                " ",
                "",
                "\u200b",
                "payments",
                "Payments",
                "transfers",
                "standing-orders",
                "system",
                "rail:http"
            })
    void nobodyAndMachineryAreNoSecondPerson(String actor) {
        PaymentScenario payment = payment().awaitingApproval();
        payment.when(new ApprovePayment(payment.id(), null), actor).rejected("identity_needed");
        payment.when(new ApprovePayment(payment.id(), null), Map.of()).rejected("identity_needed");
        PaymentScenario theirs = payment().awaitingApproval(by(actor));
        theirs.when(new ApprovePayment(theirs.id(), null), actor).rejected("identity_needed");
        theirs.when(new ApprovePayment(theirs.id(), null), PaymentScenario.BOSS).rejected("identity_needed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice-the-initiator",
                "Alice-The-Initiator",
                "ALICE-THE-INITIATOR",
                " alice-the-initiator ",
                "ａｌｉｃｅ-the-initiator",
                "alice\u00ad-the-initiator",
                "al\u0130ce-the-initiator"
            })
    void theInitiatorIsTheSameInAnySpelling(String spelling) {
        PaymentScenario payment = payment().awaitingApproval();
        payment.when(new ApprovePayment(payment.id(), null), spelling).rejected("approver_is_initiator");
        PaymentScenario unknown = payment().unknownAboveTheLimit(PaymentScenario.BOSS);
        unknown.when(new ResolvePayment(unknown.id(), true, null, null), spelling)
                .rejected("approver_is_initiator");
    }

    @Test
    void whereAPaymentStandsIsToldBeforeWhoAsks() {
        PaymentScenario early = payment().held();
        early.when(new ApprovePayment(early.id(), null), NOBODY).rejected("not_awaiting_approval");
        PaymentScenario submitted = payment().accepted();
        submitted
                .when(new ResolvePayment(submitted.id(), true, null, null), NOBODY)
                .rejected("not_unknown");
    }

    @Test
    void anApprovalIsRepeatedByWhomItCameFrom() {
        PaymentScenario payment = payment().awaitingApproval();
        payment.when(new ApprovePayment(payment.id(), "ok"), "Boss").becomes(PaymentPhase.APPROVED);
        payment.when(new ApprovePayment(payment.id(), "ok"), PaymentScenario.BOSS)
                .replayed();
        payment.when(new ApprovePayment(payment.id(), "ok"), PaymentScenario.ALICE)
                .rejected("already_approved");
        payment.when(new ApprovePayment(payment.id(), "ok"), NOBODY).rejected("already_approved");
    }

    @Test
    void oneIsEnoughToStopAPayment() {
        PaymentScenario declined = payment().awaitingApproval(by(NOBODY));
        declined.when(new DeclinePayment(declined.id(), null), NOBODY).becomes(PaymentPhase.DECLINED);
        PaymentScenario cancelled = payment().awaitingApproval();
        cancelled
                .when(new CancelPayment(cancelled.id(), null), PaymentScenario.ALICE)
                .becomes(PaymentPhase.CANCELLED);
    }

    @Test
    void aboveTheLimitSomebodyElseResolves() {
        PaymentScenario payment = payment().unknownAboveTheLimit(PaymentScenario.BOSS);
        for (boolean settled : new boolean[] {true, false}) {
            ResolvePayment resolve = new ResolvePayment(payment.id(), settled, null, null);
            payment.when(resolve, PaymentScenario.ALICE).rejected("approver_is_initiator");
            payment.when(resolve, NOBODY).rejected("identity_needed");
            payment.when(resolve, "payments").rejected("identity_needed");
        }
        payment.when(new ResolvePayment(payment.id(), true, null, null), PaymentScenario.BOSS)
                .stores(PaymentConfirmed.class);
        payment.when(new ResolvePayment(payment.id(), true, null, null), PaymentScenario.BOSS)
                .replayed();
    }

    @Test
    void upToTheLimitOneIsEnoughToResolve() {
        PaymentScenario nobodys = payment().unknown();
        nobodys.when(new ResolvePayment(nobodys.id(), true, null, null), NOBODY).stores(PaymentConfirmed.class);
        PaymentScenario own = payment().unknown();
        own.when(new ResolvePayment(own.id(), true, null, null), PaymentScenario.ALICE)
                .stores(PaymentConfirmed.class);
    }

    /** As it was stored before payments of standing orders carried who placed them. */
    @Test
    void whoPlacedAStandingOrderInitiatedItsPaymentsAlsoInOlderStores() {
        PaymentScenario payment = ofStandingOrder("older", PaymentScenario.ALICE);
        payment.when(new ApprovePayment(payment.id(), null), "Alice-the-Initiator")
                .rejected("approver_is_initiator");
        payment.when(new ApprovePayment(payment.id(), null), PaymentScenario.BOSS)
                .becomes(PaymentPhase.APPROVED);
        PaymentScenario nobodys = ofStandingOrder("nobodys", NOBODY);
        nobodys.when(new ApprovePayment(nobodys.id(), null), PaymentScenario.BOSS)
                .rejected("identity_needed");
    }

    @Test
    void whoChangedAStandingOrderStandsBehindItsPayments() {
        PaymentScenario payment = ofStandingOrder("changed", List.of("Bob", "carol"));
        for (String behind : List.of("Alice-the-Initiator", "bob", "CAROL")) {
            payment.when(new ApprovePayment(payment.id(), null), behind).rejected("approver_is_initiator");
        }
        payment.when(new ApprovePayment(payment.id(), null), PaymentScenario.BOSS)
                .becomes(PaymentPhase.APPROVED);
        PaymentScenario nobodys = ofStandingOrder("changed-by-nobody", List.of(NOBODY));
        nobodys.when(new ApprovePayment(nobodys.id(), null), PaymentScenario.BOSS)
                .rejected("identity_needed");
    }

    private static PaymentScenario ofStandingOrder(String order, List<String> changedBy) {
        StandingOrderId id = new StandingOrderId(order);
        return PaymentScenario.in(fixture, DerivedIds.paymentOfStandingOrder(id, DATE))
                .awaitingApproval(by(PaymentScenario.ALICE), new PaymentOrigin(id, changedBy));
    }

    private static PaymentScenario ofStandingOrder(String order, String placedBy) {
        StandingOrderId id = new StandingOrderId(order);
        Scenario ledger = scenario();
        Schedule daily = new Schedule(Schedule.Period.DAY, 0, ZoneOffset.UTC, DATE, null);
        ledger.when(
                        new PlaceStandingOrder(
                                id,
                                new StandingOrderTerms(
                                        ledger.ledger(),
                                        new Address("alice"),
                                        BigInteger.TEN,
                                        Asset.parse("EUR/2"),
                                        "simulator",
                                        new SealedBeneficiary("k", "BANK", "x"),
                                        null,
                                        Map.of(),
                                        daily),
                                false),
                        by(placedBy))
                .created();
        return PaymentScenario.in(fixture, DerivedIds.paymentOfStandingOrder(id, DATE))
                .awaitingApproval(Map.of(
                        EventMetadata.ACTOR, "standing-orders", EventMetadata.REQUEST_ID, id.stream() + "/" + DATE));
    }
}
