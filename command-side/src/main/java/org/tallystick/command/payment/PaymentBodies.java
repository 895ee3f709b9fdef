package org.tallystick.command.payment;

import java.util.function.Supplier;
import org.tallystick.api.Fields;
import org.tallystick.bodies.NewBeneficiary;
import org.tallystick.bodies.NewPayment;
import org.tallystick.bodies.PaymentDecision;
import org.tallystick.bodies.PaymentResolution;
import org.tallystick.command.http.CommandRequest;
import org.tallystick.commands.InitiatePayment;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.EnumText;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentTerms;

/** The bodies of the calls on payments. */
public final class PaymentBodies {
    private static final int MAX_REFERENCE = 140;
    private static final int MAX_REASON = 500;
    private static final int MAX_RAIL_REFERENCE = 100;

    private final PaymentSettings settings;
    private final BeneficiaryVault vault;

    PaymentBodies(PaymentSettings settings, BeneficiaryVault vault) {
        this.settings = settings;
        this.vault = vault;
    }

    /** @param idWhenAbsent the identifier for a body that names none */
    InitiatePayment initiate(CommandRequest request, Supplier<PaymentId> idWhenAbsent) {
        Fields fields = request.fields(NewPayment.class);
        PaymentId chosen = fields.optional("id", PaymentId::chosen);
        Beneficiary beneficiary = beneficiary(fields);
        String rail = fields.required("rail", this::rail);
        Asset asset = fields.required("asset", Asset::parse);
        PaymentTerms terms =
                fields.whole("beneficiary", () -> settings.terms(request.ledger(), rail, beneficiary.bank(), asset));
        Address payer = fields.required("payer", address -> payer(address, terms));
        return new InitiatePayment(
                chosen == null ? idWhenAbsent.get() : chosen,
                request.ledger(),
                payer,
                fields.requiredInteger("amount", Amounts::positive),
                asset,
                rail,
                vault.seal(beneficiary),
                fields.text("reference", MAX_REFERENCE),
                fields.instant("executeAt"),
                fields.metadata("metadata"),
                terms,
                null);
    }

    /** The member {@code beneficiary} of a body. */
    public static Beneficiary beneficiary(Fields body) {
        Fields fields = body.object("beneficiary", NewBeneficiary.class);
        return new Beneficiary(
                fields.required("name", Beneficiary::checkedName),
                fields.required("account", Beneficiary::checkedAccount),
                fields.required("bank", Beneficiary::checkedBank));
    }

    private String rail(String name) {
        if (!settings.rails().contains(name)) {
            throw new InvalidValueException("must be one of " + String.join(", ", settings.rails()));
        }
        return name;
    }

    private static Address payer(String address, PaymentTerms terms) {
        Address payer = new Address(address);
        if (payer.equals(terms.clearing())) {
            throw new InvalidValueException("must not be the clearing account of the rail");
        }
        return payer;
    }

    static String reason(CommandRequest request) {
        return request.fields(PaymentDecision.class).text("reason", MAX_REASON);
    }

    static ResolvePayment resolve(PaymentId payment, CommandRequest request) {
        Fields fields = request.fields(PaymentResolution.class);
        PaymentResolution.Verdict outcome =
                fields.required("outcome", text -> EnumText.parse(PaymentResolution.Verdict.values(), text));
        return new ResolvePayment(
                payment,
                outcome == PaymentResolution.Verdict.SETTLED,
                fields.text("railReference", MAX_RAIL_REFERENCE),
                fields.text("reason", MAX_REASON));
    }
}
