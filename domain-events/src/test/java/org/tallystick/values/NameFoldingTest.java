package org.tallystick.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameFoldingTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # case
            alice, Alice
            alice, ALICE
            straße, STRASSE
            straße, STRA\u1E9EE
            ﬁona, FIONA
            οδυσσεύς, ΟΔΥΣΣΕΎΣ
            ᾳ, ΑΙ
            иван, ИВАН
            # the letter i of Turkish
            alice, AL\u0130CE
            alice, al\u0131ce
            I\u0131\u0130i, iiii
            # width and compatibility
            alice, ａｌｉｃｅ
            alice, ＡＬＩＣＥ
            alice@corp, ａｌｉｃｅ＠ｃｏｒｐ
            alice2, alice²
            ガ, ｶﾞ
            # composed and decomposed
            jos\u00e9, jose\u0301
            jos\u00e9, JOSE\u0301
            # spaces
            ann lee, ' ann\t lee\u00a0'
            ann lee, 'ann\u3000\u2003lee'
            # what is not seen
            alice, a\u200blice
            alice, \ufeffalice\u200f
            alice, al\u00adice
            \u00e0, a\u034f\u0300
            alice, al\u2060i\u034fce\ufe0f
            alice, al\udb40\udc69ice
            ann lee, 'ann \u200b lee'
            """)
    void theSame(String one, String other) {
        assertThat(NameFolding.fold(other)).isEqualTo(NameFolding.fold(one));
    }

    @ParameterizedTest
    @CsvSource({"alice, alicia", "jose, jos\u00e9", "ann lee, annlee", "ann, ann@corp", "a.b, a-b", "иван, ivan"})
    void notTheSame(String one, String other) {
        assertThat(NameFolding.fold(other)).isNotEqualTo(NameFolding.fold(one));
    }

    /** Else it would depend on which of two names was folded before. */
    @ParameterizedTest
    @ValueSource(
            strings = {"STRA\u1E9EE", "AL\u0130CE", "ᾼ\u0345", "ŉ ǰ ΐ և", " a\u200b b ", "ﷺ", "K Å ſ", "\u1e9b\u0323"})
    void isFinal(String name) {
        String folded = NameFolding.fold(name);
        assertThat(NameFolding.fold(folded)).isEqualTo(folded);
        assertThat(NameFolding.fold(name.toUpperCase(Locale.ROOT))).isEqualTo(folded);
    }

    /** Names differ by something that is seen. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200b", "\u00ad \ufeff", "\t\u3000"})
    void nothingSeenIsEmpty(String name) {
        assertThat(NameFolding.fold(name)).isEmpty();
    }
}
