package org.tallystick.command.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BatchLinesTest {
    private static final String MARK = "\uFEFF";

    private static String next(BatchLines lines) {
        byte[] line = lines.next();
        return line == null ? null : new String(line, StandardCharsets.UTF_8);
    }

    private static BatchLines of(String text) {
        return new BatchLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        BatchLines lines = of(MARK + "{}\n" + MARK + "2\n");
        assertThat(next(lines)).isEqualTo("{}");
        assertThat(next(lines)).isEqualTo(MARK + "2");
        assertThat(next(lines)).isNull();
    }

    @Test
    void aLineOfNothingElseIsBlank() {
        BatchLines lines = of(MARK + "\n{}");
        assertThat(next(lines)).isEqualTo("{}");
        assertThat(next(of(MARK))).isNull();
        assertThat(next(of(""))).isNull();
    }
}
