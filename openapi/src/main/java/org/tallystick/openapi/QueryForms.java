package org.tallystick.openapi;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.answers.StandingOrder;
import org.tallystick.api.Headers;
import org.tallystick.api.Parameters;
import org.tallystick.bodies.Limits;
import org.tallystick.events.EventType;
import org.tallystick.queries.Basis;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Metadata;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.Position;
import org.tallystick.values.Side;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferPhase;

/** The parameters of calls: what each may be, and what it means. */
final class QueryForms {
    private static final String METADATA = "metadata[key]";

    private final Map<String, Map<String, Object>> queries = new HashMap<>();

    QueryForms() {
        put("account", value(Address.class), "The address of one account.");
        put("actor", text(1, Parameters.LONGEST_TEXT), "Only what this person or program did.");
        put("after", value(Position.class), "Goes on after this position.");
        put("asOf", value(Instant.class), "What was true then, inclusive; now where it is absent.");
        put("asset", value(Asset.class), "What is counted, and to how many decimals.");
        put("atomic", value(boolean.class), "true: all lines happen or none; false when absent: each on its own.");
        put(
                "basis",
                oneOf(EnumText.of(Basis.EFFECTIVE), EnumText.of(Basis.RECORDED)),
                "effective (when absent): by business time; recorded: by what was known then.");
        put("by", oneOf("counterparty", "reference", "month"), "What is summed up; by counterparty when absent.");
        put("correlation", text(1, Parameters.LONGEST_TEXT), "The correlation id of a flow.");
        put("count", value(boolean.class), "true: the answer tells how many there are in all; false when absent.");
        put("cursor", text(1, null), "The next of an answer to this call with the same filters.");
        put(
                "depth",
                number(1, 8),
                "The number of segments that addresses are cut to; those of the prefix when absent.");
        put("dryRun", value(boolean.class), "true: everything is checked and nothing is stored; false when absent.");
        put("ended", value(boolean.class), "true: only those that have ended; false: only those that have not.");
        put("from", value(Instant.class), "Not before this moment.");
        put("ledger", value(LedgerName.class), "Of one ledger.");
        put("limit", number(1, 1_000), "The most that is answered; 50 when absent.");
        put("maxAmount", amount(), "Only what has a posting of at most this amount, in minor units.");
        put("maxBalance", amount(), "Only accounts with at most this balance, in minor units.");
        put("messageId", text(1, Parameters.LONGEST_TEXT), "The message under which a rail knows the payment.");
        put("minAmount", amount(), "Only what has a posting of at least this amount, in minor units.");
        put("minBalance", amount(), "Only accounts with at least this balance, in minor units.");
        put("order", oneOf("asc", "desc"), "Oldest first when absent, or newest first.");
        put("payer", value(Address.class), "The address of the account that pays.");
        put("payment", value(PaymentId.class), "Of one payment.");
        put(
                "position",
                value(Position.class),
                "The least position that the answer must reflect, as an earlier answer told it; waits up to 2 seconds.");
        put(
                "prefix",
                Json.object(
                        "type",
                        "string",
                        "pattern",
                        "^([A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)*:?)?$",
                        "maxLength",
                        Address.MAX_LENGTH,
                        "examples",
                        List.of("customers:")),
                "The beginning of an address.");
        put("rail", text(null, null), "The name of a rail.");
        put("railReference", text(1, Parameters.LONGEST_TEXT), "What a rail calls the payment.");
        put("reference", text(null, null), "The reference that the client gave.");
        put("reversed", value(boolean.class), "true: only what was reversed; false: only what was not.");
        put("side", constants(Side.values()), "The side on which the account or prefix is.");
        put("standingOrder", value(StandingOrderId.class), "Only payments of this standing order.");
        put(
                "listTransactions.state",
                listed(constants(TransactionPhase.values())),
                "Only those in one of these states.");
        put("listPayments.state", listed(constants(PaymentPhase.values())), "Only those in one of these states.");
        put("listTransfers.state", listed(constants(TransferPhase.values())), "Only those in one of these states.");
        put("listTransfers.account", value(Address.class), "The address of one account of that ledger.");
        put("listTransfers.ledger", value(LedgerName.class), "That the money leaves, or that it comes into.");
        put(
                "listStandingOrders.state",
                listed(constants(StandingOrder.Status.values())),
                "Only those in one of these states.");
        put("status", constants(AccountStatus.values()), "Only accounts of this status.");
        put("step", oneOf("hour", "day", "week", "month", "year"), "How long a step is; a day when absent.");
        put("stream", text(1, Parameters.LONGEST_TEXT), "The name of an event stream, such as books/a/customers:1.");
        put("to", value(Instant.class), "Before this moment.");
        put(
                "type",
                listed(oneOf(Arrays.stream(EventType.values())
                        .map(EventType::logicalName)
                        .toArray(String[]::new))),
                "Only events of these logical names.");
    }

    private void put(String name, Map<String, Object> schema, String description) {
        queries.put(name, Json.object("description", description, "schema", schema));
    }

    /** Of those that mean something else in one call, that of this call. */
    Map<String, Object> query(String operation, String name) {
        if (name.equals(METADATA)) {
            return metadata();
        }
        Map<String, Object> form = queries.getOrDefault(operation + "." + name, queries.get(name));
        Map<String, Object> parameter = Json.object("name", name, "in", "query");
        parameter.putAll(form == null ? Json.object("schema", text(null, null)) : form);
        if (((Map<?, ?>) parameter.get("schema")).containsKey("items")) {
            parameter.putAll(Json.object("style", "form", "explode", false));
        }
        return parameter;
    }

    private static Map<String, Object> metadata() {
        return Json.object(
                "name", "metadata",
                "in", "query",
                "description", "Only what has these values in its metadata, written metadata[key]=value.",
                "style", "deepObject",
                "explode", true,
                "schema",
                        Json.object(
                                "type",
                                "object",
                                "maxProperties",
                                Metadata.MAX_KEYS,
                                "propertyNames",
                                Schemas.metadataKey(),
                                "additionalProperties",
                                Schemas.metadataValue()));
    }

    /** A part of a path. */
    Map<String, Object> path(String path, String name) {
        return Json.object(
                "name",
                name,
                "in",
                "path",
                "required",
                true,
                "schema",
                switch (name) {
                    case "ledger" -> value(LedgerName.class);
                    case "address" -> value(Address.class);
                    case "id" -> value(identifier(path));
                    default ->
                        Json.object("type", "string", "pattern", "^[a-z][a-z-]*$", "examples", List.of("accounts"));
                });
    }

    private static Class<?> identifier(String path) {
        if (path.startsWith("/v1/payments/")) {
            return PaymentId.class;
        } else if (path.startsWith("/v1/transfers/")) {
            return TransferId.class;
        }
        return path.startsWith("/v1/standing-orders/") ? StandingOrderId.class : TransactionId.class;
    }

    Map<String, Object> idempotencyKey() {
        return header(
                Headers.IDEMPOTENCY_KEY,
                "Makes a repetition harmless: with the same key and content nothing happens again, and the first answer"
                        + " is given.",
                Json.object("type", "string", "pattern", "^[!-~]{1,255}$", "examples", List.of("9f3c-1")));
    }

    Map<String, Object> seenPosition() {
        return header(Headers.POSITION, "The same as the parameter position, which goes first.", value(Position.class));
    }

    Map<String, Object> lastEventId() {
        return header("Last-Event-ID", "Goes on after the event with this id, a position.", value(Position.class));
    }

    static Map<String, Object> header(String name, String description, Map<String, Object> schema) {
        return Json.object("name", name, "in", "header", "description", description, "schema", schema);
    }

    private static Map<String, Object> value(Class<?> type) {
        return ValueForms.of(type, false);
    }

    private static Map<String, Object> text(Integer min, Integer max) {
        return Json.object("type", "string", "minLength", min, "maxLength", max, "pattern", Limits.STORABLE);
    }

    private static Map<String, Object> amount() {
        BigInteger most = ValueForms.largestSent();
        return Json.object("type", "integer", "minimum", most.negate(), "maximum", most);
    }

    private static Map<String, Object> number(int min, int max) {
        return Json.object("type", "integer", "format", "int32", "minimum", min, "maximum", max);
    }

    /** Several, with commas between them. */
    private static Map<String, Object> listed(Map<String, Object> one) {
        return Json.object("type", "array", "minItems", 1, "items", one);
    }

    private static Map<String, Object> constants(Enum<?>... constants) {
        return oneOf(Arrays.stream(constants).map(EnumText::of).toArray(String[]::new));
    }

    private static Map<String, Object> oneOf(String... constants) {
        return Json.object("type", "string", "enum", List.of(constants));
    }
}
