package org.tallystick.command.payment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.tallystick.storage.Database;

/**
 * The keys of beneficiaries, in a table apart from the events. They are stored in batches ahead of need, so that a payment
 * waits for none: a key is handed out only once it is durable. What was reserved and not used when the process ended is
 * left over, and harmless.
 */
final class BeneficiaryKeys {
    private static final int BATCH = 1_000;
    private static final int KEY_BYTES = 32;
    /** How long another process may go on reading what was erased here. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final DataSource dataSource;
    private final boolean syncs;
    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<Key> reserved = new ArrayBlockingQueue<>(4 * BATCH);
    private final AtomicBoolean reserving = new AtomicBoolean();
    private final Cache<String, Optional<byte[]>> remembered = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    BeneficiaryKeys(DataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        this.syncs = Database.of(dataSource) == Database.H2;
    }

    /** A key that nothing was sealed with yet. */
    Key next() {
        Key key = reserved.poll();
        while (key == null) {
            reserve();
            key = reserved.poll();
        }
        if (reserved.size() < BATCH / 2 && reserving.compareAndSet(false, true)) {
            CompletableFuture.runAsync(this::reserve).whenComplete((done, failure) -> reserving.set(false));
        }
        remembered.put(key.id(), Optional.of(key.secret()));
        return key;
    }

    private synchronized void reserve() {
        if (reserved.size() >= BATCH) {
            return;
        }
        List<Key> batch = new ArrayList<>(BATCH);
        byte[] id = new byte[16];
        for (int i = 0; i < BATCH; i++) {
            byte[] secret = new byte[KEY_BYTES];
            random.nextBytes(id);
            random.nextBytes(secret);
            batch.add(new Key(HexFormat.of().formatHex(id), secret));
        }
        store(batch);
        reserved.addAll(batch);
    }

    private void store(List<Key> batch) {
        change("INSERT INTO beneficiary_key (id, secret) VALUES (?, ?)", insert -> {
            for (Key key : batch) {
                insert.setString(1, key.id());
                insert.setBytes(2, key.secret());
                insert.addBatch();
            }
            insert.executeBatch();
        });
    }

    /** Empty when the key was deleted. */
    Optional<byte[]> find(String id) {
        return findAll(List.of(id)).get(id);
    }

    /** For each of the names, empty when the key was deleted. */
    Map<String, Optional<byte[]>> findAll(Collection<String> ids) {
        return remembered.getAll(ids, this::load);
    }

    private Map<String, Optional<byte[]>> load(Set<? extends String> ids) {
        Map<String, Optional<byte[]>> found = new HashMap<>();
        ids.forEach(id -> found.put(id, Optional.empty()));
        String marks = "?" + ", ?".repeat(ids.size() - 1);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT id, secret FROM beneficiary_key WHERE id IN (" + marks + ")")) {
            int index = 0;
            for (String id : ids) {
                query.setString(++index, id);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), Optional.of(row.getBytes(2)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the keys of beneficiaries cannot be read", e);
        }
    }

    void delete(String id) {
        change("DELETE FROM beneficiary_key WHERE id = ?", delete -> {
            delete.setString(1, id);
            delete.executeUpdate();
        });
        remembered.put(id, Optional.empty());
    }

    private void change(String sql, Change change) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                change.on(statement);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            sync(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the keys of beneficiaries cannot be written", e);
        }
    }

    private void sync(Connection connection) throws SQLException {
        if (syncs) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    record Key(String id, byte[] secret) {}

    private interface Change {
        void on(PreparedStatement statement) throws SQLException;
    }
}
