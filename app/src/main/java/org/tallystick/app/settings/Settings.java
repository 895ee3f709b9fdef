package org.tallystick.app.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** The settings whose names start alike, without that start, as {@link SettingSources} has gathered them. */
public final class Settings {
    private final String prefix;
    private final Map<String, String> values;

    private Settings(String prefix, Map<String, String> values) {
        this.prefix = prefix;
        this.values = values;
    }

    public static Settings under(ConfigurableEnvironment environment, String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        if (environment.getPropertySources().get(SettingSources.GATHERED) instanceof EnumerablePropertySource<?> all) {
            for (String name : all.getPropertyNames()) {
                if (name.startsWith(prefix)) {
                    found.put(name.substring(prefix.length()), String.valueOf(all.getProperty(name)));
                }
            }
        }
        return new Settings(prefix, found);
    }

    public Map<String, String> values() {
        return values;
    }

    public boolean has(String name) {
        return values.containsKey(requireKnown(name));
    }

    /** @throws UsageException when it is missing, or {@code parse} does not take it */
    public <T> T required(String name, Function<String, T> parse) {
        if (!has(name)) {
            throw new UsageException(prefix + name + " must be set, too");
        }
        return optional(name, parse, null);
    }

    public boolean isOn(String name, boolean otherwise) {
        return optional(name, Settings::trueOrFalse, otherwise);
    }

    private static boolean trueOrFalse(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("must be true or false");
    }

    public <T> T optional(String name, Function<String, T> parse, T otherwise) {
        String value = values.get(requireKnown(name));
        try {
            return value == null ? otherwise : parse.apply(value);
        } catch (RuntimeException e) {
            throw new UsageException(prefix + name + "=" + value + " is not right: " + e.getMessage(), e);
        }
    }

    /** What is not on the list would be refused from whoever sets it. */
    private String requireKnown(String name) {
        if (KnownSettings.named(prefix + name).isEmpty()) {
            throw new IllegalArgumentException(prefix + name + " is not a known setting");
        }
        return name;
    }
}
