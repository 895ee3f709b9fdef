package org.tallystick.command.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.events.codec.EventMappers;
import tools.jackson.core.JacksonException;

/** Reads the last snapshot of a stream. Snapshots can be deleted at any time: they only save reading. */
final class SnapshotTable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTable.class);

    private final JdbcTemplate jdbc;
    private final SnapshotType type;

    SnapshotTable(DataSource dataSource, SnapshotType type) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.type = type;
    }

    /** The last snapshot; empty when there is none or it was written in another shape than the present one. */
    Optional<Snapshot> find(String stream) {
        return jdbc
                .query(
                        "SELECT sequence, position, type, revision, data, checksum FROM snapshot WHERE stream = ?",
                        (row, index) -> decode(
                                stream,
                                row.getLong(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getInt(4),
                                row.getBytes(5),
                                row.getInt(6)),
                        stream)
                .stream()
                .findFirst()
                .flatMap(found -> found);
    }

    private Optional<Snapshot> decode(
            String stream, long sequence, long position, String name, int revision, byte[] data, int checksum) {
        Optional<? extends Class<?>> shape = type.classOf(name, revision);
        if (shape.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (checksum(stream, sequence, data) == checksum) {
                Object state = EventMappers.smile().readValue(data, shape.get());
                return Optional.of(new Snapshot(stream, sequence, position, state));
            }
        } catch (JacksonException e) {
            LOG.debug("the snapshot of {} is no document", stream, e);
        }
        LOG.warn("the snapshot of {} is damaged; its events are read instead", stream);
        return Optional.empty();
    }

    static byte[] encode(Object state) {
        return EventMappers.smile().writeValueAsBytes(state);
    }

    /** CRC-32C over the stream, the big-endian sequence (8 bytes) and the data. */
    static int checksum(String stream, long sequence, byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(stream.getBytes(StandardCharsets.UTF_8));
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
        crc.update(data);
        return (int) crc.getValue();
    }
}
