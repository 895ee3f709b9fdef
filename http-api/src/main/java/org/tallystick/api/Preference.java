package org.tallystick.api;

import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of <a href="https://www.rfc-editor.org/rfc/rfc7240">RFC 7240</a> is known here; other preferences are passed over. */
public final class Preference {
    /** A command is answered with what it was about, its state and its position. */
    public static final String MINIMAL = "return=minimal";

    private static final Pattern RETURN = Pattern.compile("(?i)\\s*return\\s*=.*");
    private static final Pattern RETURN_MINIMAL =
            Pattern.compile("(?i)\\s*return\\s*=\\s*(?:minimal|\"minimal\")\\s*(?:;.*)?");

    private Preference() {}

    /** Whether {@link #MINIMAL} is asked for. Of several wishes of that kind the first counts. @param sent all headers */
    public static boolean isMinimal(Enumeration<String> sent) {
        return sent.hasMoreElements()
                && Collections.list(sent).stream()
                        .flatMap(value -> Stream.of(value.split(",")))
                        .filter(wish -> RETURN.matcher(wish).matches())
                        .findFirst()
                        .filter(wish -> RETURN_MINIMAL.matcher(wish).matches())
                        .isPresent();
    }
}
