package org.tallystick.values;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes one spelling of all spellings of a name, for comparing: without regard to case, width, spaces around it and how
 * many between its words, and to characters that are not seen. Accents count. In doubt two names are one, since what
 * compares them refuses then. What is stored or shown is never folded.
 */
public final class NameFolding {
    /** Format characters, and what else Unicode lets a reader ignore by default. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\uFE00-\\uFE0F\\x{E0100}-\\x{E01EF}]");

    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\p{Cc}]+");

    private NameFolding() {}

    public static String fold(String name) {
        return SPACES.matcher(caseless(caseless(name))).replaceAll(" ").strip();
    }

    /**
     * Compatibility normalization (UAX #15) and case folding, which is by way of the upper case, so that ß is ss. The
     * dotted and the dotless i of Turkish are the i of all others, whatever language a sender changed the case in. Done
     * twice it is final, as in the caseless matching of the Unicode standard (D146): what it leaves may normalize anew.
     */
    private static String caseless(String name) {
        String lower = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace("i\u0307", "i");
        return UNSEEN.matcher(lower).replaceAll("");
    }
}
