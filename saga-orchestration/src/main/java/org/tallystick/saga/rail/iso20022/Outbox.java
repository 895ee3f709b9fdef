package org.tallystick.saga.rail.iso20022;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.saga.rail.RailInstruction;

/**
 * Gives each payment order to the bank exactly once. An order waits in a file of its own until it is sealed: with the
 * others of its bundle it moves into a folder named like the file to be, where the file is written. When the file is
 * durable and every order in it is registered as given, the orders are deleted and the file moves to the outbox, in one
 * step. Whatever of this a crash leaves behind tells how to go on, see {@link #finish}.
 */
final class Outbox {
    static final int MOST_ORDERS_IN_A_FILE = 1_000;

    private static final String ORDER = ".json";
    private static final String FILE = ".xml";

    private final Path waiting;
    private final Path sealing;
    private final Path outbox;
    private final Register register;
    private final Iso20022Settings.Debtor debtor;

    Outbox(Path state, Path outbox, Register register, Iso20022Settings.Debtor debtor) {
        this.waiting = state.resolve("waiting");
        this.sealing = state.resolve("sealing");
        this.outbox = outbox;
        this.register = register;
        this.debtor = debtor;
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
     * Goes on from wherever it is. Without a file all orders are still there; with a file it has all of them, whichever of
     * their own files remain; with neither the file is in the outbox or was taken from it.
     */
    private void finish(Path folder, Instant now) throws IOException {
        String name = folder.getFileName().toString();
        Path file = folder.resolve(name + FILE);
        SortedMap<String, RailInstruction> orders = orders(folder);
        if (!Files.exists(file) && !orders.isEmpty()) {
            register.putFile(name, List.copyOf(orders.keySet()));
            DurableFiles.write(file, Pain001Writer.write(debtor, name, orders, now));
        }
        for (String id : orders.keySet()) {
            register.put(id, Register.Entry.of(orders.get(id)));
            register.putGiven(id, name);
        }
        for (String id : orders.keySet()) {
            DurableFiles.delete(folder.resolve(id + ORDER));
        }
        if (Files.exists(file)) {
            DurableFiles.move(file, outbox.resolve(name + FILE));
        }
        deleteFolder(folder);
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
