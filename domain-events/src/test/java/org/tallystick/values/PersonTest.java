package org.tallystick.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "\u200b",
                "anonymous",
                "Anonymous",
                "ａｎｏｎｙｍｏｕｓ",
                "anonymous\u200b",
                "payments",
                "transfers",
                "standing-orders",
                "STANDING-ORDERS",
                "system",
                "rail:iso20022",
                "Rail: http"
            })
    void nobodyAndMachineryAreNoPerson(String actor) {
        assertThat(Person.of(actor)).isEmpty();
    }

    @Test
    void railsAreNoPersons() {
        assertThat(Person.of(Actors.rail("a-rail"))).isEmpty();
    }

    @Test
    void isTheSameInAnySpelling() {
        assertThat(Person.of("Alice")).isPresent().isEqualTo(Person.of(" ALICE "));
        assertThat(Person.of("Alice")).isNotEqualTo(Person.of("Bob"));
        assertThat(Person.of("anonymous-coward")).isPresent();
    }
}
