package org.tallystick.commands;

/**
 * What a patch says of one field.
 *
 * @param wanted whether the patch names the field; otherwise it stays as it is
 * @param value the new value; null removes it
 */
public record Change<T>(boolean wanted, T value) {
    private static final Change<?> KEEP = new Change<>(false, null);

    @SuppressWarnings("unchecked")
    public static <T> Change<T> keep() {
        return (Change<T>) KEEP;
    }

    public static <T> Change<T> to(T value) {
        return new Change<>(true, value);
    }

    public T applyTo(T current) {
        return wanted ? value : current;
    }
}
