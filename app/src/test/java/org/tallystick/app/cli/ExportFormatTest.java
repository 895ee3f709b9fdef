package org.tallystick.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

class ExportFormatTest {
    private static String row(String debit, String reference, String description) {
        Posting posting =
                new Posting(new Address(debit), new Address("b"), BigInteger.valueOf(5), Asset.parse("EUR/2"));
        Instant time = Instant.parse("2026-03-31T12:00:00Z");
        ExportedTransaction transaction = new ExportedTransaction(
                new TransactionId("t"), List.of(posting), time, time, reference, description, Map.of());
        return ExportFormat.named("csv").orElseThrow().transaction(transaction);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1"})
    void aTextIsNoFormulaForASpreadsheet(String text) {
        assertThat(row("a", text, text)).endsWith(",5,EUR/2,\"'" + text + "\",\"'" + text + "\"\n");
    }

    @Test
    void anAddressIsNone() {
        assertThat(row("-1:x", null, null))
                .isEqualTo("t,0,2026-03-31T12:00:00Z,2026-03-31T12:00:00Z,'-1:x,b,5,EUR/2,,\n");
    }

    @Test
    void otherTextsAreLeftAsTheyAre() {
        assertThat(row("a", "a=b", "\"quoted\" - 'so'")).endsWith(",a,b,5,EUR/2,\"a=b\",\"\"\"quoted\"\" - 'so'\"\n");
    }
}
