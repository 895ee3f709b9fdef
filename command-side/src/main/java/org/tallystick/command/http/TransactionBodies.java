package org.tallystick.command.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tallystick.api.Fields;
import org.tallystick.bodies.NewPosting;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;
import tools.jackson.databind.JsonNode;

/** The body that creates a transaction, alone or as a line of a batch. */
public final class TransactionBodies {
    public static final int MAX_POSTINGS = 1_000;
    public static final int MAX_REFERENCE = 200;
    public static final int MAX_DESCRIPTION = 1_000;

    private TransactionBodies() {}

    public static boolean namesId(JsonNode body) {
        return body.has("id");
    }

    /** @param idWhenAbsent the identifier for a body that names none */
    public static NewTransaction create(
            LedgerName ledger, JsonNode body, Supplier<TransactionId> idWhenAbsent, boolean dryRun) {
        Fields fields = Fields.of(body, org.tallystick.bodies.NewTransaction.class);
        TransactionId chosen = fields.optional("id", TransactionId::chosen);
        TransactionId id = chosen == null ? idWhenAbsent.get() : chosen;
        List<Posting> postings = postings(fields);
        if (fields.flag("pending")) {
            return new HoldTransaction(
                    ledger,
                    id,
                    postings,
                    fields.instant("expiresAt"),
                    fields.instant("effectiveAt"),
                    fields.text("reference", MAX_REFERENCE),
                    fields.text("description", MAX_DESCRIPTION),
                    fields.metadata("metadata"),
                    dryRun);
        }
        if (fields.instant("expiresAt") != null) {
            throw fields.invalid("expiresAt", "is only for a pending transaction");
        }
        return new PostTransaction(
                ledger,
                id,
                postings,
                fields.instant("effectiveAt"),
                fields.text("reference", MAX_REFERENCE),
                fields.text("description", MAX_DESCRIPTION),
                fields.metadata("metadata"),
                dryRun);
    }

    private static List<Posting> postings(Fields fields) {
        List<Posting> postings = new ArrayList<>();
        for (Fields one : fields.objects("postings", MAX_POSTINGS, NewPosting.class)) {
            Address debit = one.required("debit", Address::new);
            Address credit = one.required("credit", Address::new);
            var amount = one.requiredInteger("amount", Amounts::positive);
            Asset asset = one.required("asset", Asset::parse);
            postings.add(one.whole(() -> new Posting(debit, credit, amount, asset)));
        }
        return postings;
    }
}
