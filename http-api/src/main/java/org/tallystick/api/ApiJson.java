package org.tallystick.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tallystick.events.codec.ValuesModule;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the API reads and writes it: strictly, and without loss of numbers. */
public final class ApiJson {
    private static final int DEEPEST = 20;
    private static final int LONGEST_NUMBER = 100;
    private static final int USUAL_ANSWER = 1_024;

    private static final ObjectMapper MAPPER = mapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectMapper LINES = mapper(
                    JsonFactory.builder().rootValueSeparator("").build())
            .disable(
                    StreamWriteFeature.AUTO_CLOSE_CONTENT,
                    StreamWriteFeature.AUTO_CLOSE_TARGET,
                    StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private ApiJson() {}

    private static JsonMapper.Builder mapper(JsonFactory factory) {
        return JsonMapper.builder(factory).addModules(new ValuesModule(), new AnswersModule());
    }

    public static byte[] write(Object value) {
        return write(value, AmountForm.INTEGER);
    }

    public static byte[] write(Object value, AmountForm amounts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_ANSWER);
        try (JsonGenerator generator = MAPPER.createGenerator(bytes)) {
            amounts.applied(generator).writePOJO(value);
        }
        return bytes.toByteArray();
    }

    /** Writes objects to a stream, each a line of its own. */
    public static final class Lines implements AutoCloseable {
        private final JsonGenerator generator;

        public Lines(OutputStream out, AmountForm amounts) {
            generator = amounts.applied(LINES.createGenerator(out));
        }

        /** @throws IOException of the stream */
        public void write(Object line) throws IOException {
            try {
                generator.writePOJO(line);
                generator.writeRaw('\n');
            } catch (JacksonIOException e) {
                throw e.getCause();
            }
        }

        /** Has the stream take what is written so far, which it may keep back. @throws IOException of the stream */
        public void pass() throws IOException {
            try {
                generator.flush();
            } catch (JacksonIOException e) {
                throw e.getCause();
            }
        }

        /** Ends the use of memory that others can use then; not to be called when a line broke off. The stream stays open. */
        @Override
        public void close() {
            generator.close();
        }
    }

    /** Like {@link #write(Object)}, as text. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Like {@link #write(Object, AmountForm)}, as text. */
    public static String text(Object value, AmountForm amounts) {
        return new String(write(value, amounts), StandardCharsets.UTF_8);
    }

    /** Like {@link #read(byte[])}, from text. */
    public static JsonNode read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException {@code malformed} when the bytes are not exactly one well-formed JSON value */
    public static JsonNode read(byte[] bytes) {
        try {
            JsonNode tree = MAPPER.readTree(text(bytes));
            if (tree == null || tree.isMissingNode()) {
                throw new ProblemException(Problem.malformed("The body is empty; a JSON object is expected."));
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new ProblemException(Problem.malformed("The JSON is nested too deep or has too long a number."));
        } catch (JacksonException e) {
            throw new ProblemException(Problem.malformed("The body is not well-formed JSON: " + position(e)));
        }
    }

    /** Decoded before it is parsed: the parser would guess at UTF-16 and UTF-32, and take overlong forms of UTF-8. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(Problem.malformed("The body is not in UTF-8."));
        }
    }

    private static String position(JacksonException e) {
        return e.getLocation() == null
                ? "it cannot be read."
                : "see line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ".";
    }
}
