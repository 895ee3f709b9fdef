package org.tallystick.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tallystick.commands.MetadataPatch;

/** With so many keys no order but the given one comes about by chance. */
class OrderedMapTest {
    private static Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < Metadata.MAX_KEYS; i++) {
            given.put("key-" + i * 7919 % 1000, "value " + i);
        }
        return given;
    }

    @Test
    void theOrderIsKept() {
        assertThat(OrderedMap.copyOf(given())).containsExactlyEntriesOf(given());
        assertThat(Metadata.checked(given())).containsExactlyEntriesOf(given());
        assertThat(new LedgerState("Books", given(), null).metadata()).containsExactlyEntriesOf(given());
        assertThat(OrderedMap.of("b", 1, "a", 2)).containsExactly(Map.entry("b", 1), Map.entry("a", 2));
    }

    @Test
    void aPatchKeepsItToo() {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        changes.put("new", Optional.of("last"));
        changes.put("key-0", Optional.of("changed"));
        Map<String, String> expected = given();
        expected.put("new", "last");
        expected.put("key-0", "changed");
        assertThat(new MetadataPatch(false, changes).applyTo(OrderedMap.copyOf(given())))
                .containsExactlyEntriesOf(expected);
    }

    @Test
    void mapsOfAnotherOrderAreEqual() {
        Map<String, Integer> one = OrderedMap.of("a", 1, "b", 2);
        assertThat(one).isEqualTo(OrderedMap.of("b", 2, "a", 1)).isEqualTo(Map.of("b", 2, "a", 1));
        assertThat(one).hasSameHashCodeAs(Map.of("b", 2, "a", 1)).isNotEqualTo(Map.of("a", 1, "b", 3));
    }

    @Test
    void itCannotBeChangedAndIsNotCopiedTwice() {
        Map<String, String> source = given();
        Map<String, String> copy = OrderedMap.copyOf(source);
        source.clear();
        assertThat(copy).hasSize(Metadata.MAX_KEYS);
        assertThat(OrderedMap.copyOf(copy)).isSameAs(copy);
        assertThat(copy.get("key-0")).isEqualTo("value 0");
        assertThat(copy.get("nothing")).isNull();
        assertThatThrownBy(() -> copy.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(copy::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.entrySet().iterator().next().setValue("c"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
