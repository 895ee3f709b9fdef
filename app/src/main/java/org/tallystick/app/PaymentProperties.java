package org.tallystick.app;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.env.ConfigurableEnvironment;
import org.tallystick.api.ByteOrderMark;
import org.tallystick.app.settings.Settings;
import org.tallystick.app.settings.UsageException;
import org.tallystick.command.payment.PaymentSettings;
import org.tallystick.saga.rail.http.HttpRail;
import org.tallystick.saga.rail.iso20022.Iso20022Rail;
import org.tallystick.saga.rail.simulator.SimulatorRules;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentTerms;

/**
 * The settings {@code tallystick.payments.*}. All of them are read and checked at start.
 *
 * <p>{@code clearing.LEDGER.RAIL} names an account, {@code approval.LEDGER.ASSET} an amount in minor units; {@code *} stands
 * for any ledger or rail. {@code step-within}, {@code approve-within}, {@code answer-within} and {@code
 * answer-within.RAIL} are durations. {@code simulator.rules} names a file.
 */
final class PaymentProperties implements PaymentSettings {
    static final String PREFIX = "tallystick.payments.";

    private static final String ANY = "*";
    private static final String BANK = "{bank}";
    private static final String DEFAULT_CLEARING = "assets:interbank:" + BANK;
    private static final Duration STEP_WITHIN = Duration.ofMinutes(10);
    private static final Duration APPROVE_WITHIN = Duration.ofDays(3);
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);
    /** Banks that exchange files answer within days. */
    private static final Map<String, Duration> ANSWER_WITHIN_OF =
            Map.of(Iso20022Rail.NAME, Duration.ofDays(3), HttpRail.NAME, Duration.ofHours(1));

    private static final String SIMULATOR_RULES = "simulator.rules";

    private final Map<String, String> settings;
    private final Set<String> rails;

    /** @throws UsageException when a setting is unknown or out of its form */
    PaymentProperties(Map<String, String> settings, Set<String> rails) {
        this.settings = settings;
        this.rails = new TreeSet<>(rails);
        settings.forEach(this::check);
    }

    /** What the environment has under {@link #PREFIX}, without the prefix. */
    static Map<String, String> in(ConfigurableEnvironment environment) {
        return Settings.under(environment, PREFIX).values();
    }

    private void check(String name, String value) {
        try {
            checked(name, value);
        } catch (InvalidValueException | DateTimeParseException | NumberFormatException e) {
            throw new UsageException(PREFIX + name + "=" + value + " is not right: " + e.getMessage(), e);
        }
    }

    private void checked(String name, String value) {
        String[] parts = name.split("\\.", 3);
        switch (parts[0]) {
            case "clearing" -> {
                requireLedger(parts, name);
                requireRail(parts[2], name);
                clearing(value, "BANK");
            }
            case "approval" -> {
                requireLedger(parts, name);
                Asset.parse(parts[2]);
                Amounts.zeroOrMore(new BigInteger(value));
            }
            case "answer-within" -> {
                if (parts.length > 1) {
                    requireRail(name.substring("answer-within.".length()), name);
                }
                positive(value);
            }
            case "step-within", "approve-within" -> {
                requireName(parts.length == 1, name);
                positive(value);
            }
            default -> requireName(name.equals(SIMULATOR_RULES), name);
        }
    }

    private static void requireName(boolean known, String name) {
        if (!known) {
            throw new UsageException("unknown setting " + PREFIX + name);
        }
    }

    private static void requireLedger(String[] parts, String name) {
        if (parts.length != 3) {
            throw new UsageException(PREFIX + name + " must name a ledger and a rail or an asset behind " + parts[0]);
        }
        if (!parts[1].equals(ANY)) {
            new LedgerName(parts[1]);
        }
    }

    private void requireRail(String rail, String name) {
        if (!rail.equals(ANY) && !rails.contains(rail)) {
            throw new UsageException(
                    PREFIX + name + ": there is no rail " + rail + ", only " + String.join(", ", rails));
        }
    }

    private static Duration positive(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new InvalidValueException("must be above zero");
        }
        return duration;
    }

    private static Address clearing(String pattern, String bank) {
        return new Address(pattern.replace(BANK, bank.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Set<String> rails() {
        return rails;
    }

    @Override
    public PaymentTerms terms(LedgerName ledger, String rail, String bank, Asset asset) {
        String approval = first("approval." + ledger + "." + asset, "approval.*." + asset);
        return new PaymentTerms(
                clearing(clearingOf(ledger, rail), bank),
                approval == null ? null : new BigInteger(approval),
                duration("step-within", STEP_WITHIN),
                duration("approve-within", APPROVE_WITHIN),
                settings.containsKey("answer-within." + rail)
                        ? duration("answer-within." + rail, ANSWER_WITHIN)
                        : duration("answer-within", ANSWER_WITHIN_OF.getOrDefault(rail, ANSWER_WITHIN)));
    }

    private String clearingOf(LedgerName ledger, String rail) {
        String found = first(
                "clearing." + ledger + "." + rail, "clearing." + ledger + ".*", "clearing.*." + rail, "clearing.*.*");
        return found == null ? DEFAULT_CLEARING : found;
    }

    private String first(String... names) {
        return Arrays.stream(names)
                .map(settings::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Duration duration(String name, Duration otherwise) {
        String text = settings.get(name);
        return text == null ? otherwise : Duration.parse(text);
    }

    /** @throws UsageException when the file cannot be read or has a rule that is none */
    SimulatorRules simulatorRules() {
        String file = settings.get(SIMULATOR_RULES);
        if (file == null) {
            return SimulatorRules.settleAll();
        }
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(ByteOrderMark.skippedIn(Files.readString(Path.of(file)))));
            return SimulatorRules.of(lines);
        } catch (IOException | InvalidValueException e) {
            throw new UsageException(PREFIX + SIMULATOR_RULES + ": " + file + " " + e.getMessage(), e);
        }
    }
}
