package org.tallystick.app.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The settings of one place, under their own names. */
final class GivenSettings {
    private static final String BETWEEN_KEYS = ";";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, TreeMap<Integer, String>> lists = new LinkedHashMap<>();

    Map<String, String> values() {
        Map<String, String> all = new LinkedHashMap<>(values);
        lists.forEach((name, elements) -> all.put(name, String.join(",", elements.values())));
        return all;
    }

    /** @param shown how the setting was given, for messages */
    void add(SettingPlace.Found found, String shown, String text) {
        if (text.replace(BETWEEN_KEYS, "").isBlank()) {
            throw new UsageException(shown + " has no value; give it one, or leave it out");
        }
        String name = KnownSettings.PREFIX + found.setting().name();
        if (found.setting().isMap() && found.rest().isEmpty()) {
            addMap(name, found.setting(), shown, text);
        } else if (found.setting().isList()) {
            addElement(name, found.rest(), shown, text);
        } else {
            put(found.rest().isEmpty() ? name : name + "." + found.rest(), shown, text);
        }
    }

    private void addMap(String name, KnownSetting setting, String shown, String text) {
        for (String part : text.split(BETWEEN_KEYS)) {
            String[] pair = part.strip().split("\\s*=\\s*", 2);
            boolean isGeneral = pair.length == 1 && setting.hasGeneral();
            if (!part.isBlank() && !isGeneral && (pair.length == 1 || pair[0].isEmpty() || pair[1].isEmpty())) {
                throw new UsageException(shown + " must be " + setting.form() + ", not " + text);
            }
            if (!part.isBlank()) {
                put(isGeneral ? name : name + "." + pair[0], shown, pair[pair.length - 1]);
            }
        }
    }

    /** A list may come as one value, or element by element. */
    private void addElement(String name, String index, String shown, String text) {
        TreeMap<Integer, String> elements = lists.computeIfAbsent(name, ignored -> new TreeMap<>());
        if (elements.put(index.isEmpty() ? -1 : Integer.parseInt(index), text) != null
                || elements.containsKey(-1) && elements.size() > 1) {
            throw twice(shown);
        }
    }

    private void put(String name, String shown, String text) {
        if (values.put(name, text) != null) {
            throw twice(shown);
        }
    }

    private static UsageException twice(String shown) {
        return new UsageException(shown + " is given twice");
    }
}
