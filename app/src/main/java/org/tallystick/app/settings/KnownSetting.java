package org.tallystick.app.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A setting that the program has. Its name may be spelled as Spring's relaxed binding allows: in any case, with or without
 * dashes and underscores, in the environment with underscores for dots.
 */
final class KnownSetting {
    /** Which values a setting has: one, some that are separated by commas, one per key, or a general one and one per key. */
    private enum Kind {
        TEXT,
        LIST,
        MAP,
        TEXT_AND_MAP
    }

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,4}");

    private final String name;
    private final Kind kind;
    private final String key;
    private final Pattern inEnvironment;
    private final Pattern keyInEnvironment;
    private final String keyTemplate;

    private KnownSetting(String name, Kind kind, String key, String keyInEnvironment, String keyTemplate) {
        this.name = name;
        this.kind = kind;
        this.key = key;
        this.inEnvironment = Pattern.compile(
                name.replace("-", "_?").replace(".", "_") + "(?:_(?<rest>.+))?", Pattern.CASE_INSENSITIVE);
        this.keyInEnvironment = Pattern.compile(keyInEnvironment);
        this.keyTemplate = keyTemplate;
    }

    static KnownSetting text(String name) {
        return new KnownSetting(name, Kind.TEXT, "", "", "");
    }

    /** Written with commas, or as a list of YAML. */
    static KnownSetting list(String name) {
        return new KnownSetting(name, Kind.LIST, "", "", "");
    }

    /**
     * One value per key.
     *
     * @param key what it is made of, for messages
     * @param keyInEnvironment what an environment variable may hold of it, in lower case
     * @param keyTemplate how the key is made of that
     */
    static KnownSetting map(String name, String key, String keyInEnvironment, String keyTemplate) {
        return new KnownSetting(name, Kind.MAP, key, keyInEnvironment, keyTemplate);
    }

    /** One value for all, and one per key. */
    static KnownSetting textAndMap(String name, String key, String keyInEnvironment, String keyTemplate) {
        return new KnownSetting(name, Kind.TEXT_AND_MAP, key, keyInEnvironment, keyTemplate);
    }

    /** Below {@code tallystick.} */
    String name() {
        return name;
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    boolean isMap() {
        return kind == Kind.MAP || kind == Kind.TEXT_AND_MAP;
    }

    /** Whether it has a value without a key. */
    boolean hasGeneral() {
        return kind != Kind.MAP;
    }

    /** What a key is made of. */
    String key() {
        return key;
    }

    /** What one value holds that stands for a whole map. */
    String form() {
        return (hasGeneral() ? "VALUE;" : "") + key + "=VALUE;…";
    }

    /** What stands behind its name in a name with dots: a key, an index, or nothing. Null when it is another name. */
    String restOf(String dotted) {
        List<String> own = elements(name);
        List<String> given = elements(dotted);
        if (given.size() < own.size() || !uniform(given.subList(0, own.size())).equals(uniform(own))) {
            return null;
        }
        String rest = String.join(".", given.subList(own.size(), given.size()));
        return given.size() == own.size() || takesBehind(rest) ? rest : null;
    }

    /** The same for a name of the environment. */
    String restOfVariable(String variable) {
        Matcher found = inEnvironment.matcher(variable);
        if (!found.matches()) {
            return null;
        }
        String rest = found.group("rest");
        if (rest == null) {
            return "";
        }
        return takesBehind(rest) ? rest.toLowerCase(Locale.ROOT) : null;
    }

    private boolean takesBehind(String rest) {
        return !rest.isEmpty() && isMap() || isList() && INDEX.matcher(rest).matches();
    }

    /** The key that an environment variable names, or null when it cannot tell. */
    String keyOf(String rest) {
        Matcher found = keyInEnvironment.matcher(rest);
        return found.matches() ? assetInUpperCase(found.replaceAll(keyTemplate)) : null;
    }

    /** Ledgers and rails are written in lower case, and codes of assets in upper case. */
    private static String assetInUpperCase(String key) {
        int slash = key.indexOf('/');
        int dot = key.indexOf('.');
        return slash < 0 ? key : key.substring(0, dot) + key.substring(dot).toUpperCase(Locale.ROOT);
    }

    String variable() {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    static List<String> elements(String dotted) {
        return Arrays.asList(dotted.split("\\.", -1));
    }

    private static List<String> uniform(List<String> elements) {
        return elements.stream().map(KnownSetting::uniform).collect(Collectors.toList());
    }

    static String uniform(String element) {
        return element.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }
}
