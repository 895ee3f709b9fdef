package org.tallystick.saga.screening;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tallystick.api.ApiJson;
import org.tallystick.api.ByteOrderMark;
import org.tallystick.api.Fields;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.NameFolding;

/**
 * What a rule file says.
 *
 * @param ceilings the highest amount of one payment, by asset; others have none
 * @param deniedNames folded
 * @param deniedAccounts as {@link #account} makes them
 */
record ScreeningRules(
        Map<Asset, BigInteger> ceilings,
        Set<String> deniedNames,
        Set<String> deniedAccounts,
        List<Velocity> velocities) {
    private static final int MOST_RULES = 1_000_000;
    private static final Duration LONGEST_WINDOW = Duration.ofDays(31);

    /**
     * How much one payer may send in a time.
     *
     * @param payments at most so many; null for any number
     * @param asset of the amount
     * @param amount at most so much together; null for any
     */
    record Velocity(Duration window, BigInteger payments, Asset asset, BigInteger amount) {
        Velocity {
            if (payments == null && amount == null || (asset == null) != (amount == null)) {
                throw new InvalidValueException("must have payments, or amount and asset, or all three");
            }
        }
    }

    /** @throws org.tallystick.api.ProblemException that names what is wrong with the file */
    static ScreeningRules parse(byte[] file) {
        Fields fields = Fields.of(ApiJson.read(ByteOrderMark.skippedIn(file)), "ceilings", "denied", "velocity");
        Map<Asset, BigInteger> ceilings = new HashMap<>();
        for (Fields one : objects(fields, "ceilings", "asset", "amount")) {
            ceilings.put(one.required("asset", Asset::parse), one.requiredInteger("amount", Amounts::zeroOrMore));
        }
        Set<String> names = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        for (Fields one : objects(fields, "denied", "name", "account")) {
            String name = one.optional("name", NameFolding::fold);
            String account = one.optional("account", ScreeningRules::account);
            if ((name == null) == (account == null)) {
                throw one.invalid("name", "or account must be given, and not both");
            }
            if (name != null) {
                names.add(name);
            } else {
                accounts.add(account);
            }
        }
        List<Velocity> velocities = objects(fields, "velocity", "window", "payments", "asset", "amount").stream()
                .map(ScreeningRules::velocity)
                .toList();
        return new ScreeningRules(ceilings, names, accounts, velocities);
    }

    private static List<Fields> objects(Fields fields, String name, String... known) {
        return fields.has(name) ? fields.objects(name, MOST_RULES, known) : List.of();
    }

    private static Velocity velocity(Fields one) {
        return one.whole(() -> new Velocity(
                one.required("window", ScreeningRules::window),
                one.integer("payments", Amounts::zeroOrMore),
                one.optional("asset", Asset::parse),
                one.integer("amount", Amounts::zeroOrMore)));
    }

    private static Duration window(String text) {
        try {
            Duration window = Duration.parse(text);
            if (!window.isNegative() && !window.isZero() && window.compareTo(LONGEST_WINDOW) <= 0) {
                return window;
            }
        } catch (DateTimeException e) {
            throw noWindow();
        }
        throw noWindow();
    }

    private static InvalidValueException noWindow() {
        return new InvalidValueException("must be a time such as PT24H, up to 31 days");
    }

    boolean denies(Beneficiary beneficiary) {
        return deniedNames.contains(NameFolding.fold(beneficiary.name()))
                || deniedAccounts.contains(account(beneficiary.account()));
    }

    private static String account(String text) {
        return text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }
}
