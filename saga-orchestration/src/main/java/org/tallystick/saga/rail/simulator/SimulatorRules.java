package org.tallystick.saga.rail.simulator;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.values.InvalidValueException;

/**
 * Which script applies to a payment: the one that its metadata name under {@value #KEY}, else that of its bank, else the
 * default.
 *
 * @param banks by the name of the bank
 * @param delay until the simulator says by itself what it says later
 */
public record SimulatorRules(Map<String, String> banks, String otherwise, Duration delay) {
    static final String KEY = "simulator";
    private static final String BANK = "bank.";
    private static final String DEFAULT = "default";
    private static final String DELAY = "delay";

    /** @throws InvalidValueException when a rule names no script */
    public SimulatorRules {
        banks = Map.copyOf(banks);
        banks.values().forEach(SimulatorScript::named);
        SimulatorScript.named(otherwise);
    }

    public static SimulatorRules settleAll() {
        return new SimulatorRules(Map.of(), "settle", Duration.ofMillis(200));
    }

    /**
     * Reads {@code bank.NAME=SCRIPT}, {@code default=SCRIPT} and {@code delay=DURATION}.
     *
     * @throws InvalidValueException when there is anything else
     */
    public static SimulatorRules of(Properties lines) {
        SimulatorRules standard = settleAll();
        Map<String, String> banks = new HashMap<>();
        String otherwise = standard.otherwise;
        Duration delay = standard.delay;
        for (String name : lines.stringPropertyNames()) {
            String value = lines.getProperty(name).trim();
            if (name.startsWith(BANK)) {
                banks.put(name.substring(BANK.length()), value);
            } else if (name.equals(DEFAULT)) {
                otherwise = value;
            } else if (name.equals(DELAY)) {
                delay = duration(value);
            } else {
                throw new InvalidValueException("has the unknown rule " + name);
            }
        }
        return new SimulatorRules(banks, otherwise, delay);
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidValueException("must have a delay such as PT0.2S");
        }
    }

    /** A script that the metadata misspell counts as none. */
    SimulatorScript scriptFor(RailInstruction instruction) {
        String named = instruction.metadata().get(KEY);
        try {
            if (named != null) {
                return SimulatorScript.named(named);
            }
        } catch (InvalidValueException e) {
            return SimulatorScript.named(otherwise);
        }
        return SimulatorScript.named(
                banks.getOrDefault(instruction.beneficiary().bank(), otherwise));
    }
}
