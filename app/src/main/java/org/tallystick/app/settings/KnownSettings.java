package org.tallystick.app.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The one list of all settings {@code tallystick.*}. What is not here can be neither set nor read. */
public final class KnownSettings {
    public static final String PREFIX = "tallystick.";

    private static final String NAME = "([a-z0-9]+)";

    static final List<KnownSetting> ALL = List.of(
            KnownSetting.text("data"),
            KnownSetting.text("durability"),
            KnownSetting.text("sagas"),
            KnownSetting.list("hosts"),
            KnownSetting.list("origins"),
            KnownSetting.map("payments.clearing", "LEDGER.RAIL", NAME + "_" + NAME, "$1.$2"),
            KnownSetting.map("payments.approval", "LEDGER.ASSET", NAME + "_" + NAME + "_([0-9]+)", "$1.$2/$3"),
            KnownSetting.text("payments.step-within"),
            KnownSetting.text("payments.approve-within"),
            KnownSetting.textAndMap("payments.answer-within", "RAIL", NAME, "$1"),
            KnownSetting.text("payments.simulator.rules"),
            KnownSetting.text("rails.iso20022.folder"),
            KnownSetting.text("rails.iso20022.debtor-name"),
            KnownSetting.text("rails.iso20022.debtor-account"),
            KnownSetting.text("rails.iso20022.debtor-bank"),
            KnownSetting.text("rails.iso20022.bundle-every"),
            KnownSetting.text("rails.iso20022.look-every"),
            KnownSetting.text("rails.iso20022.max-file-bytes"),
            KnownSetting.text("rails.http.url"),
            KnownSetting.text("rails.http.secret"),
            KnownSetting.text("rails.http.timeout"),
            KnownSetting.text("rails.http.attempts"),
            KnownSetting.text("rails.http.first-backoff"),
            KnownSetting.text("rails.http.window"),
            KnownSetting.text("screening.rules"),
            KnownSetting.text("screening.url"),
            KnownSetting.text("screening.secret"),
            KnownSetting.text("screening.timeout"),
            KnownSetting.textAndMap("transfers.exchange", "LEDGER", NAME, "$1"));

    private KnownSettings() {}

    /** The setting of that name, with {@link #PREFIX} and maybe a key. */
    static Optional<KnownSetting> named(String name) {
        return ALL.stream()
                .filter(each -> name.startsWith(PREFIX) && each.restOf(name.substring(PREFIX.length())) != null)
                .findFirst();
    }

    /** Whether settings have names that go on from this one, which is below {@link #PREFIX}. */
    static boolean isFamily(String dotted) {
        return ALL.stream().anyMatch(each -> each.name().startsWith(dotted + "."));
    }

    /** The known name most like one with dots, with what stands behind it where that may be a key. */
    static String nearest(String dotted) {
        return ALL.stream()
                .map(each -> likeKeyed(each, dotted))
                .min(Comparator.comparingInt(each -> distance(each, dotted)))
                .orElseThrow();
    }

    private static String likeKeyed(KnownSetting known, String dotted) {
        int own = KnownSetting.elements(known.name()).size();
        List<String> given = KnownSetting.elements(dotted);
        return known.isMap() && given.size() > own
                ? known.name() + "." + String.join(".", given.subList(own, given.size()))
                : known.name();
    }

    /** The known name of a variable most like this one, both without their prefix. */
    static String nearestVariable(String variable) {
        return ALL.stream()
                .map(KnownSetting::variable)
                .min(Comparator.comparingInt(each -> distance(each, variable)))
                .orElseThrow();
    }

    private static int distance(String one, String other) {
        return NearestName.distance(KnownSetting.uniform(one), KnownSetting.uniform(other));
    }
}
