package org.tallystick.saga.rail.iso20022;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.storage.thread.FaultHandler;

/**
 * Takes the files of the bank, each once. A file that is used as a whole moves to {@code done}; any other moves to {@code
 * rejected}, with what was not taken in a file beside it. A file stays where it is until all its news is stored.
 */
final class Inbox {
    /** What its faults are counted under, apart from those of the thread that looks: each has a health of its own. */
    static final String THREAD = "iso20022-inbox";

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Path inbox;
    private final Path done;
    private final Path rejected;
    private final Register register;
    private final NoticeDelivery delivery;
    private final long maxFileBytes;
    private Map<Path, Seen> seenBefore = Map.of();

    Inbox(Path folder, Register register, NoticeDelivery delivery, long maxFileBytes) {
        this.inbox = folder.resolve("inbox");
        this.done = folder.resolve("done");
        this.rejected = folder.resolve("rejected");
        this.register = register;
        this.delivery = delivery;
        this.maxFileBytes = maxFileBytes;
    }

    void makeFolders() throws IOException {
        DurableFiles.makeFolder(inbox);
        DurableFiles.makeFolder(done);
        DurableFiles.makeFolder(rejected);
    }

    private record Seen(long size, FileTime modifiedAt) {
        static Seen of(Path file) throws IOException {
            return new Seen(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    /** Takes every file that is as it was at the last look: one that still grows is not complete. */
    void look() throws IOException, InterruptedException {
        Map<Path, Seen> seen = new HashMap<>();
        boolean allTaken = true;
        for (Path file : DurableFiles.files(inbox)) {
            Seen now = Seen.of(file);
            seen.put(file, now);
            if (now.equals(seenBefore.get(file))) {
                allTaken &= takeOrLeave(file, now.size());
            }
        }
        seenBefore = seen;
        if (allTaken) {
            FaultHandler.ofProcess().recovered(THREAD);
        }
    }

    /** What one file meets does not keep the others waiting. */
    private boolean takeOrLeave(Path file, long size) throws InterruptedException {
        try {
            take(file, size);
            return true;
        } catch (IOException | RuntimeException e) {
            String what = "the bank file " + file.getFileName() + " could not be taken";
            FaultHandler.ofProcess().goesOn(THREAD, new IllegalStateException(what, e));
            return false;
        }
    }

    private void take(Path file, long size) throws IOException, InterruptedException {
        if (size > maxFileBytes) {
            reject(file, List.of("the file has more than " + maxFileBytes + " bytes"));
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (register.wasRead(bytes)) {
            move(file, done);
            return;
        }
        try {
            List<BankNotice> notices = BankFile.read(new ByteArrayInputStream(bytes), this::paymentsIn);
            List<String> notTaken = delivery.deliver(notices);
            if (notTaken.isEmpty()) {
                register.putRead(bytes);
                move(file, done);
            } else {
                reject(file, notTaken);
            }
        } catch (UnusableFileException e) {
            reject(file, List.of(e.getMessage()));
        }
    }

    private List<String> paymentsIn(String bankFile, String currency) {
        try {
            List<String> payments = register.paymentsIn(bankFile);
            return currency == null
                    ? payments
                    : payments.stream().filter(id -> isOf(id, currency)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOf(String payment, String currency) {
        try {
            return register.payment(payment)
                    .filter(entry -> entry.amount().asset().code().equals(currency))
                    .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reject(Path file, List<String> reasons) throws IOException {
        LOG.warn("the bank file {} was not taken as a whole: {}", file.getFileName(), reasons.get(0));
        Path place = free(rejected, file);
        String text = String.join(System.lineSeparator(), reasons) + System.lineSeparator();
        Path reason = place.resolveSibling(place.getFileName() + ".reason.txt");
        DurableFiles.write(reason, text.getBytes(StandardCharsets.UTF_8));
        DurableFiles.move(file, place);
    }

    private static void move(Path file, Path folder) throws IOException {
        DurableFiles.move(file, free(folder, file));
    }

    /** A name that nothing has yet: banks use names again. */
    private static Path free(Path folder, Path file) {
        String name = file.getFileName().toString();
        Path place = folder.resolve(name);
        for (int i = 2; Files.exists(place); i++) {
            place = folder.resolve(name + "." + i);
        }
        return place;
    }
}
