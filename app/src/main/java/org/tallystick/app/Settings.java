package org.tallystick.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** The settings whose names start alike, without that start. All of them are known and read at start. */
final class Settings {
    private final String prefix;
    private final Map<String, String> values;

    private Settings(String prefix, Map<String, String> values) {
        this.prefix = prefix;
        this.values = values;
    }

    static Settings under(ConfigurableEnvironment environment, String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> names) {
                for (String name : names.getPropertyNames()) {
                    if (name.startsWith(prefix)) {
                        found.putIfAbsent(name.substring(prefix.length()), String.valueOf(names.getProperty(name)));
                    }
                }
            }
        }
        return new Settings(prefix, found);
    }

    Map<String, String> values() {
        return values;
    }

    /** @throws UsageException when there is any other */
    Settings allowing(Set<String> known) {
        values.keySet().forEach(name -> {
            if (!known.contains(name)) {
                throw new UsageException("unknown setting " + prefix + name);
            }
        });
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** @throws UsageException when it is missing, or {@code parse} does not take it */
    <T> T required(String name, Function<String, T> parse) {
        if (!has(name)) {
            throw new UsageException(prefix + name + " must be set, too");
        }
        return optional(name, parse, null);
    }

    <T> T optional(String name, Function<String, T> parse, T otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : parse.apply(value);
        } catch (RuntimeException e) {
            throw new UsageException(prefix + name + "=" + value + " is not right: " + e.getMessage(), e);
        }
    }
}
