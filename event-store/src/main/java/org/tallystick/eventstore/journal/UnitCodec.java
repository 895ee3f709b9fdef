package org.tallystick.eventstore.journal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.DamagedEventsException;
import org.tallystick.eventstore.EventLogException;
import org.tallystick.eventstore.EventTypes;
import org.tallystick.eventstore.EventTypes.StoredType;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.Upcasters;
import org.tallystick.storage.Micros;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stored form of a unit of work: a Smile document {@code {"metadata": {…}, "events": [{"type", "revision",
 * "sequence", "payload"}, …]}}. Revision 1 is left out. The stream of an event stands
 * there as {@code "stream"} only where it does not follow from the payload.
 */
final class UnitCodec {
    private static final int USUAL_SIZE = 768;

    private final EventTypes types;
    private final ObjectMapper smile;
    private final Upcasters upcasters;
    private final Map<StoredType, ObjectReader> readers = new ConcurrentHashMap<>();

    UnitCodec(EventTypes types, Upcasters upcasters) {
        this.types = types;
        this.smile = types.mapper();
        this.upcasters = upcasters;
    }

    byte[] encode(RecordedUnit unit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator generator = smile.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeName("metadata");
            generator.writeStartObject();
            unit.metadata().forEach(generator::writeStringProperty);
            generator.writeEndObject();
            generator.writeName("events");
            generator.writeStartArray();
            for (RecordedEvent event : unit.events()) {
                write(event, generator);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void write(RecordedEvent event, JsonGenerator generator) {
        StoredType type = types.of(event.payload());
        generator.writeStartObject();
        generator.writeStringProperty("type", type.logicalName());
        if (type.revision() != 1) {
            generator.writeNumberProperty("revision", type.revision());
        }
        generator.writeNumberProperty("sequence", event.sequence());
        if (!types.tellStreams()) {
            generator.writeStringProperty("stream", event.stream());
        }
        generator.writeName("payload");
        generator.writePOJO(event.payload());
        generator.writeEndObject();
    }

    /** @throws EventLogException when the row is not what was once written */
    RecordedUnit decode(JournalRow row) {
        if (checksum(row.position(), row.events(), row.recordedAtMicros(), row.data()) != row.checksum()) {
            throw damaged(row, "fails its checksum", null);
        }
        try (JsonParser parser = smile.createParser(row.data())) {
            return read(parser, row);
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged(row, "cannot be read", e);
        }
    }

    private static EventLogException damaged(JournalRow row, String how, @Nullable Exception cause) {
        return new DamagedEventsException(
                "the journal row at position " + row.position() + " " + how, row.position(), cause);
    }

    private RecordedUnit read(JsonParser parser, JournalRow row) {
        Instant recordedAt = Micros.toInstant(row.recordedAtMicros());
        Map<String, String> metadata = new LinkedHashMap<>();
        List<RecordedEvent> events = new ArrayList<>(row.events());
        long position = row.position() - row.events() + 1;
        parser.nextToken();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (name.equals("metadata")) {
                for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                    metadata.put(key, parser.nextStringValue());
                }
            } else if (name.equals("events")) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    events.add(readEvent(parser, position++, recordedAt, metadata));
                }
            } else {
                parser.skipChildren();
            }
        }
        if (events.size() != row.events()) {
            throw new EventLogException("the journal row at position " + row.position() + " lacks events");
        }
        return new RecordedUnit(row.position(), recordedAt, metadata, events);
    }

    private RecordedEvent readEvent(
            JsonParser parser, long position, Instant recordedAt, Map<String, String> metadata) {
        @Nullable StoredType type = null;
        @Nullable String stream = null;
        int revision = 1;
        long sequence = -1;
        @Nullable Object payload = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "type" -> type = typeNamed(parser.getString());
                case "revision" -> revision = parser.getIntValue();
                case "sequence" -> sequence = parser.getLongValue();
                case "stream" -> stream = parser.getString();
                case "payload" -> payload = readPayload(parser, known(type, position), revision);
                default -> parser.skipChildren();
            }
        }
        if (payload == null || sequence < 0) {
            throw new EventLogException("the event at position " + position + " has no payload or no sequence");
        }
        String owner = types.tellStreams() ? types.streamOf(payload) : stream;
        if (owner == null) {
            throw new EventLogException("the event at position " + position + " has no stream");
        }
        return new RecordedEvent(position, owner, sequence, recordedAt, payload, metadata);
    }

    private static StoredType known(@Nullable StoredType type, long position) {
        if (type == null) {
            throw new EventLogException("the event at position " + position + " has no type before its payload");
        }
        return type;
    }

    private Object readPayload(JsonParser parser, StoredType type, int revision) {
        if (type.revision() == revision) {
            return readers.computeIfAbsent(type, this::reader).readValue(parser);
        }
        ObjectNode old = parser.readValueAsTree();
        return smile.treeToValue(upcasters.upcast(type, revision, old), type.payloadClass());
    }

    /** Kept, since the parser would prepare the reader of a class again for every event. */
    private ObjectReader reader(StoredType type) {
        return smile.readerFor(type.payloadClass()).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private StoredType typeNamed(String name) {
        return types.named(name).orElseThrow(() -> new EventLogException("unknown event type " + name));
    }

    /** CRC-32C over the big-endian position (8 bytes), events (4), recorded time (8) and the data. */
    static int checksum(long position, int events, long recordedAtMicros, byte[] data) {
        ByteBuffer header = ByteBuffer.allocate(20);
        header.putLong(position).putInt(events).putLong(recordedAtMicros).flip();
        CRC32C crc = new CRC32C();
        crc.update(header);
        crc.update(data);
        return (int) crc.getValue();
    }
}
