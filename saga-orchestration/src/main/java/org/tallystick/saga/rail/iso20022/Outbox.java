package org.tallystick.saga.rail.iso20022;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.rail.SubmissionClaims;

/**
 * Gives each payment order to the bank exactly once, or never. An order waits in a file of its own until it is sealed: with
 * the others of its bundle it moves into a folder named like the file to be, where the file is written. When the file is
 * durable and every order in it is registered as given, all of them are claimed. Those that were withdrawn meanwhile are
 * dropped, and the file is written without them. Then it moves to the outbox, in one step, and the orders are deleted.
 * Whatever of this a crash leaves behind tells how to go on, see {@link #finish}.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    static final int MOST_ORDERS_IN_A_FILE = 1_000;

    private static final String ORDER = ".json";
    private static final String FILE = ".xml";

    private final Path waiting;
    private final Path sealing;
    private final Path outbox;
    private final Register register;
    private final Iso20022Settings.Debtor debtor;
    private final OrderClaims claims;

    Outbox(Path state, Path outbox, Register register, Iso20022Settings.Debtor debtor, SubmissionClaims claims) {
        this.waiting = state.resolve("waiting");
        this.sealing = state.resolve("sealing");
        this.outbox = outbox;
        this.register = register;
        this.debtor = debtor;
        this.claims = new OrderClaims(claims);
    }

    void makeFolders() throws IOException {
        DurableFiles.makeFolder(waiting);
        DurableFiles.makeFolder(sealing);
        DurableFiles.makeFolder(outbox);
    }

    /**
     * Takes an order durably; a repetition changes nothing, whatever has become of the first.
     *
     * @throws IllegalStateException when an order with this message identifier but another amount was taken before
     */
    void take(RailInstruction instruction) throws IOException {
        String id = instruction.messageId();
        Register.Entry entry = Register.Entry.of(instruction);
        Register.Entry earlier = register.payment(id).orElse(null);
        if (earlier == null) {
            DurableFiles.write(waiting.resolve(id + ORDER), EventMappers.json().writeValueAsBytes(instruction));
            register.put(id, entry);
        } else if (!earlier.equals(entry)) {
            throw new IllegalStateException("message " + id + " was given as " + earlier);
        }
    }

    /** Whether the file that the order is in was given to the bank. */
    boolean hasLeft(String messageId) throws IOException {
        return register.fileOf(messageId)
                .filter(file -> !Files.exists(sealing.resolve(file)))
                .isPresent();
    }

    /** Ends what was interrupted. To be called by one process at a time, as {@link #publish}. */
    void recover(Instant now) throws IOException {
        for (Path folder : DurableFiles.folders(sealing)) {
            finish(folder, now);
        }
    }

    /** Writes all orders that wait into files. */
    void publish(int mostInAFile, Instant now) throws IOException {
        List<String> bundle = new ArrayList<>();
        for (Path order : DurableFiles.files(waiting)) {
            String id = nameOf(order, ORDER);
            if (register.isGiven(id)) {
                DurableFiles.delete(order);
                continue;
            }
            bundle.add(id);
            if (bundle.size() == mostInAFile) {
                seal(bundle, now);
                bundle.clear();
            }
        }
        if (!bundle.isEmpty()) {
            seal(bundle, now);
        }
    }

    private void seal(List<String> ids, Instant now) throws IOException {
        Path folder = sealing.resolve(BankIds.file(ids));
        DurableFiles.makeFolder(folder);
        for (String id : ids) {
            DurableFiles.move(waiting.resolve(id + ORDER), folder.resolve(id + ORDER));
        }
        finish(folder, now);
    }

    /**
     * Goes on from wherever it is. As long as the file is here, or is still to be written, the orders are claimed anew before
     * it leaves. Where all orders are given and there is no file, it has left.
     */
    private void finish(Path folder, Instant now) throws IOException {
        String name = folder.getFileName().toString();
        Path file = folder.resolve(name + FILE);
        SortedMap<String, RailInstruction> orders = orders(folder);
        List<String> given = List.copyOf(orders.keySet());
        if (isOfEarlierVersion(file, orders)) {
            given = register.paymentsIn(name);
            putGiven(orders, name);
        } else if (Files.exists(file) || !orders.keySet().stream().allMatch(register::isGiven)) {
            claim(orders, folder, now);
            given = List.copyOf(orders.keySet());
        }
        if (Files.exists(file)) {
            DurableFiles.move(file, outbox.resolve(name + FILE));
        }
        for (String id : orders.keySet()) {
            DurableFiles.delete(folder.resolve(id + ORDER));
        }
        deleteFolder(folder);
        tellLeft(given);
    }

    /** It deleted orders before their file left, and claimed none: what it had begun to delete was submitted. */
    private boolean isOfEarlierVersion(Path file, SortedMap<String, RailInstruction> orders) throws IOException {
        String name = file.getParent().getFileName().toString();
        return Files.exists(file) && !orders.keySet().containsAll(register.paymentsIn(name));
    }

    /** Afterwards the file has all orders, and all of them are claimed; where none is left, there is no file. */
    private void claim(SortedMap<String, RailInstruction> orders, Path folder, Instant now) throws IOException {
        write(orders, folder, now);
        putGiven(orders, folder.getFileName().toString());
        List<String> withdrawn = claims.withdrawn(orders.values());
        while (!withdrawn.isEmpty()) {
            drop(withdrawn, orders, folder);
            if (orders.isEmpty()) {
                return;
            }
            write(orders, folder, now);
            withdrawn = claims.withdrawn(orders.values());
        }
    }

    private void write(SortedMap<String, RailInstruction> orders, Path folder, Instant now) throws IOException {
        String name = folder.getFileName().toString();
        register.putFile(name, List.copyOf(orders.keySet()));
        DurableFiles.write(folder.resolve(name + FILE), Pain001Writer.write(debtor, name, orders, now));
    }

    private void putGiven(SortedMap<String, RailInstruction> orders, String file) throws IOException {
        for (String id : orders.keySet()) {
            register.put(id, Register.Entry.of(orders.get(id)));
            register.putGiven(id, file);
        }
    }

    /** In an order in which a crash never leaves a file that looks as if it had left, or one of which orders seem lost. */
    private void drop(List<String> withdrawn, SortedMap<String, RailInstruction> orders, Path folder)
            throws IOException {
        String name = folder.getFileName().toString();
        for (String id : withdrawn) {
            RailInstruction order = orders.remove(id);
            LOG.info("payment {} was withdrawn before its order left", order.payment());
            register.removeGiven(id);
        }
        register.putFile(name, List.copyOf(orders.keySet()));
        if (orders.isEmpty()) {
            DurableFiles.delete(folder.resolve(name + FILE));
        }
        for (String id : withdrawn) {
            register.remove(id);
            DurableFiles.delete(folder.resolve(id + ORDER));
        }
    }

    private void tellLeft(List<String> messageIds) throws IOException {
        for (String id : messageIds) {
            register.payment(id).ifPresent(entry -> claims.left(id, entry));
        }
    }

    private static SortedMap<String, RailInstruction> orders(Path folder) throws IOException {
        SortedMap<String, RailInstruction> orders = new TreeMap<>();
        for (Path file : DurableFiles.files(folder)) {
            if (file.toString().endsWith(ORDER)) {
                byte[] stored = Files.readAllBytes(file);
                orders.put(nameOf(file, ORDER), EventMappers.json().readValue(stored, RailInstruction.class));
            }
        }
        return orders;
    }

    private static String nameOf(Path file, String extension) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - extension.length());
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (var unfinished = Files.newDirectoryStream(folder)) {
            for (Path file : unfinished) {
                Files.delete(file);
            }
        }
        DurableFiles.delete(folder);
    }
}
