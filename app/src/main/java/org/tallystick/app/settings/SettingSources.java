package org.tallystick.app.settings;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Gathers the settings {@code tallystick.*} from all places, and puts them before all others under their own names. So they
 * mean the same wherever they come from and however they are looked up: by Spring's conditions, by placeholders, by name.
 */
public final class SettingSources {
    static final String GATHERED = "tallystick-settings";

    private SettingSources() {}

    /** @throws UsageException when a name is unknown, a value is empty, or one is given twice in the same place */
    public static void gather(ConfigurableEnvironment environment) {
        Map<String, Object> gathered = new LinkedHashMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> names) {
                read(names, environment).forEach(gathered::putIfAbsent);
            }
        }
        environment.getPropertySources().addFirst(new MapPropertySource(GATHERED, gathered));
    }

    private static Map<String, String> read(EnumerablePropertySource<?> source, ConfigurableEnvironment environment) {
        SettingPlace place = place(source);
        GivenSettings given = new GivenSettings();
        for (String name : source.getPropertyNames()) {
            if (place.isOurs(name)) {
                String shown = place.shown(name, place == SettingPlace.FILE ? origin(source, name) : "");
                String text = text(source, name, shown, environment);
                if (!text.isBlank() || !place.isEmptyBranch(name)) {
                    given.add(place.find(name, shown), shown, text);
                }
            }
        }
        return given.values();
    }

    private static SettingPlace place(PropertySource<?> source) {
        if (source instanceof CommandLinePropertySource<?>) {
            return SettingPlace.OPTION;
        }
        if (source instanceof SystemEnvironmentPropertySource) {
            return SettingPlace.ENVIRONMENT;
        }
        return source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
                ? SettingPlace.PROPERTY
                : SettingPlace.FILE;
    }

    private static String origin(PropertySource<?> source, String name) {
        Origin origin = OriginLookup.getOrigin(source, name);
        return origin == null ? source.getName() : origin.toString();
    }

    private static String text(
            EnumerablePropertySource<?> source, String name, String shown, ConfigurableEnvironment environment) {
        try {
            return environment.resolveRequiredPlaceholders(String.valueOf(source.getProperty(name)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(shown + " is not right: " + e.getMessage(), e);
        }
    }

    /**
     * Spring would join their values with a comma.
     *
     * @throws UsageException when an option is given twice
     */
    public static void requireOnce(String... options) {
        Set<String> names = new HashSet<>();
        for (String option : options) {
            String name = option.split("=", 2)[0].replaceFirst("^--", "");
            if (SettingPlace.OPTION.isOurs(name) && !names.add(name)) {
                throw new UsageException(SettingPlace.OPTION.shown(name, "") + " is given twice");
            }
        }
    }
}
