package org.tallystick.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {
    private static final String WITH_LENGTH = "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nTrailer: P\r\n\r\n"
            + "5\r\nhello\r\n1a;x=y\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nP: 7\r\n\r\n";
    private static final String AFTER_CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n" + WITH_LENGTH;
    private static final String EMPTY = "HTTP/1.1 204 No Content\r\n\r\n";

    private final AnswerParser parser = new AnswerParser();

    @ParameterizedTest
    @ValueSource(strings = {WITH_LENGTH, CHUNKED, AFTER_CONTINUE, EMPTY})
    void anAnswerEndsWithItsLastByteHoweverItIsCut(String answer) throws IOException {
        for (int size = 1; size <= answer.length(); size++) {
            parser.begin();
            boolean complete = false;
            for (int from = 0; from < answer.length(); from += size) {
                assertThat(complete).isFalse();
                complete = parser.take(bytes(answer.substring(from, Math.min(answer.length(), from + size))));
            }
            assertThat(complete).isTrue();
            assertThat(parser.status()).isBetween(200, 204);
        }
    }

    @Test
    void whatFollowsAnAnswerIsLeft() throws IOException {
        ByteBuffer two = bytes(CHUNKED + WITH_LENGTH);
        parser.begin();
        assertThat(parser.take(two)).isTrue();
        parser.begin();
        assertThat(parser.take(two)).isTrue();
        assertThat(parser.status()).isEqualTo(201);
        assertThat(two.hasRemaining()).isFalse();
    }

    @Test
    void anythingElseIsAnError() {
        parser.begin();
        assertThatThrownBy(() -> parser.take(bytes("SSH-2.0-server\r\n"))).isInstanceOf(IOException.class);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
