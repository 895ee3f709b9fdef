package org.tallystick.saga.rail.iso20022;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.values.Money;
import org.tallystick.values.PaymentId;

/**
 * Every payment that was ever taken and not withdrawn, and every file that was ever written: what recognises a repetition long after the
 * bank has taken the file away, and leads from the bank's answer to the payment. It knows no beneficiary.
 */
final class Register {
    private static final Pattern OUR_ID = Pattern.compile("(TS)?[0-9a-f]{28,32}");

    private final Path payments;
    private final Path given;
    private final Path files;
    private final Path read;

    Register(Path folder) {
        payments = folder.resolve("payments");
        given = folder.resolve("given");
        files = folder.resolve("files");
        read = folder.resolve("read");
    }

    void makeFolders() throws IOException {
        DurableFiles.makeFolder(payments);
        DurableFiles.makeFolder(given);
        DurableFiles.makeFolder(files);
        DurableFiles.makeFolder(read);
    }

    /** A payment that was taken. Always the same for one identifier: whoever writes it again changes nothing. */
    record Entry(PaymentId payment, Money amount) {
        static Entry of(RailInstruction instruction) {
            return new Entry(instruction.payment(), instruction.amount());
        }
    }

    /** Empty, too, for what cannot be one of our identifiers: the bank may say anything. */
    Optional<Entry> payment(String messageId) throws IOException {
        return read(payments, messageId, Entry.class);
    }

    void put(String messageId, Entry entry) throws IOException {
        write(payments, messageId, entry);
    }

    /** Whether the payment is in a file that was, or is about to be, given to the bank. */
    boolean isGiven(String messageId) {
        return Files.exists(place(given, messageId));
    }

    /** The file that the payment is in; empty when it is in none. */
    Optional<String> fileOf(String messageId) throws IOException {
        return read(given, messageId, String.class);
    }

    void putGiven(String messageId, String file) throws IOException {
        write(given, messageId, file);
    }

    /** The payment is in no file after all. */
    void removeGiven(String messageId) throws IOException {
        DurableFiles.delete(place(given, messageId));
    }

    /** The payment was never given to the bank, and may be taken as if for the first time. */
    void remove(String messageId) throws IOException {
        DurableFiles.delete(place(payments, messageId));
    }

    /** The payments in a file of ours. */
    List<String> paymentsIn(String file) throws IOException {
        return read(files, file, String[].class).map(List::of).orElse(List.of());
    }

    void putFile(String file, List<String> messageIds) throws IOException {
        write(files, file, messageIds);
    }

    /** Whether the bank sent exactly this before, under whatever name, and it was taken. */
    boolean wasRead(byte[] content) {
        return Files.exists(place(read, BankIds.content(content)));
    }

    void putRead(byte[] content) throws IOException {
        String id = BankIds.content(content);
        write(read, id, id);
    }

    private static <T> Optional<T> read(Path folder, String id, Class<T> type) throws IOException {
        if (id == null || !OUR_ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            byte[] stored = Files.readAllBytes(place(folder, id));
            return Optional.of(EventMappers.json().readValue(stored, type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void write(Path folder, String id, Object content) throws IOException {
        Path place = place(folder, id);
        DurableFiles.makeFolder(place.getParent());
        DurableFiles.write(place, EventMappers.json().writeValueAsBytes(content));
    }

    /** Spread over 256 folders, since there is an entry for every payment ever made. */
    private static Path place(Path folder, String id) {
        return folder.resolve(id.substring(2, 4)).resolve(id + ".json");
    }
}
