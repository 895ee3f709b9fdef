package org.tallystick.app.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a setting can be given, how its name is spelled there, and how that is shown to whoever gave it. */
enum SettingPlace {
    OPTION("--", ""),
    PROPERTY("-D", ""),
    ENVIRONMENT("", " in the environment"),
    FILE("", "");

    /** Names that other systems may set as well must not look like ours by chance. */
    private static final Pattern OURS = Pattern.compile("tallystick[._-].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern BRACKETS = Pattern.compile("\\.?\\[([^\\]]*)]");
    private static final String VARIABLE_PREFIX = "TALLYSTICK_";
    /** What the launcher reads, and what Kubernetes sets for a service of our name. */
    private static final Pattern OTHERS = Pattern.compile("TALLYSTICK_(JAVA_|SERVICE_|PORT).*", Pattern.DOTALL);
    /** What the launcher sets. */
    private static final Set<String> INTERNAL = Set.of("tallystick.terminal");

    private final String before;
    private final String behind;

    SettingPlace(String before, String behind) {
        this.before = before;
        this.behind = behind;
    }

    boolean isOurs(String name) {
        return OURS.matcher(name).matches()
                && !(this == ENVIRONMENT && OTHERS.matcher(name).matches())
                && !(this == PROPERTY && INTERNAL.contains(name));
    }

    /** What was found under a name: the setting, and behind it a key, an index, or nothing. */
    record Found(KnownSetting setting, String rest) {}

    /**
     * @param shown how it was given
     * @throws UsageException when there is no such setting; it names the nearest one
     */
    Found find(String name, String shown) {
        return found(name)
                .orElseThrow(
                        () -> new UsageException("unknown setting " + shown + "; did you mean " + nearest(name) + "?"));
    }

    private Optional<Found> found(String name) {
        if (isVariable(name)) {
            String variable = name.substring(VARIABLE_PREFIX.length());
            return KnownSettings.ALL.stream()
                    .filter(each -> each.restOfVariable(variable) != null)
                    .findFirst()
                    .map(each -> new Found(each, key(each, each.restOfVariable(variable), name)));
        }
        String dotted = dotted(name);
        return KnownSettings.ALL.stream()
                .filter(each -> isDotted(name) && each.restOf(dotted) != null)
                .findFirst()
                .map(each -> new Found(each, each.restOf(dotted)));
    }

    private static String key(KnownSetting setting, String rest, String name) {
        if (rest.isEmpty() || setting.isList()) {
            return rest;
        }
        String key = setting.keyOf(rest);
        if (key == null) {
            throw new UsageException(name + " cannot say which " + setting.key()
                    + " it means; give all as one value: " + VARIABLE_PREFIX + setting.variable() + "='"
                    + setting.form() + "'");
        }
        return key;
    }

    /** Containers may have variables with dots; these are read like all others with dots. */
    private boolean isVariable(String name) {
        return this == ENVIRONMENT
                && !name.contains(".")
                && name.toUpperCase(Locale.ROOT).startsWith(VARIABLE_PREFIX);
    }

    private static boolean isDotted(String name) {
        return name.charAt(KnownSettings.PREFIX.length() - 1) == '.';
    }

    /** Below the prefix; what stands in brackets is one more element, as in a list or in a key of YAML. */
    static String dotted(String name) {
        return BRACKETS.matcher(name.substring(KnownSettings.PREFIX.length())).replaceAll(".$1");
    }

    private String nearest(String name) {
        return isVariable(name)
                ? VARIABLE_PREFIX + KnownSettings.nearestVariable(name.substring(VARIABLE_PREFIX.length()))
                : before + KnownSettings.PREFIX + KnownSettings.nearest(dotted(name));
    }

    /** Files of YAML have names of branches whose leaves are all commented out. */
    boolean isEmptyBranch(String name) {
        return this == FILE && KnownSettings.isFamily(dotted(name));
    }

    String shown(String name, String origin) {
        return before + name + (origin.isEmpty() ? behind : " in " + origin);
    }
}
