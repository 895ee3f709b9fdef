package org.tallystick.query.entry;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.tallystick.storage.Leb128;
import org.tallystick.storage.LowerHex;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/**
 * The stored form of plain entries whose positions fall into one span: one entry after the other, so that what comes later
 * is appended. docs/internals/projections.md tells the bytes.
 */
final class PlainEntryCodec {
    /** So many positions are a span. A power of 2, at most 32. */
    static final int SPAN = 32;

    /** In the first byte of an entry, with its position in the span. */
    private static final int CREDIT = 0x20;

    /** Ledger and asset are those of the entry before. */
    private static final int SAME_BOOK = 0x40;
    /** Transaction and time are those of the entry before. */
    private static final int SAME_TRANSACTION = 0x80;

    /** In the second byte: the transaction is named by 32 lower-case hexadecimal digits. */
    private static final int HEX = 0x01;
    /** Nothing is pending, and nothing was. */
    private static final int NOT_PENDING = 0x02;
    /** The actor is that of the entry before. */
    private static final int SAME_ACTOR = 0x04;
    /** The request is that of the entry before. */
    private static final int SAME_REQUEST = 0x08;
    /** The request is named by 32 lower-case hexadecimal digits. */
    private static final int HEX_REQUEST = 0x10;
    /** The transaction has neither reference nor description. */
    private static final int TEXTLESS = 0x20;

    private static final int HEX_DIGITS = 32;

    private PlainEntryCodec() {}

    static long span(long position) {
        return Math.floorDiv(position, SPAN);
    }

    /** @param entries of one span */
    static byte[] encode(List<PlainEntry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * entries.size());
        PlainEntry before = null;
        for (PlainEntry entry : entries) {
            write(entry, before, bytes);
            before = entry;
        }
        return bytes.toByteArray();
    }

    private static void write(PlainEntry entry, PlainEntry before, ByteArrayOutputStream bytes) {
        boolean sameBook = before != null
                && before.account().ledger().equals(entry.account().ledger())
                && before.asset().equals(entry.asset());
        boolean sameTransaction = before != null
                && before.transaction().equals(entry.transaction())
                && before.recordedAt() == entry.recordedAt();
        boolean hex = isHex(entry.transaction());
        EntryOrigin origin = entry.origin();
        boolean sameActor = before != null && Objects.equals(before.origin().actor(), origin.actor());
        boolean sameRequest = before != null && Objects.equals(before.origin().requestId(), origin.requestId());
        boolean hexRequest = !sameRequest && origin.requestId() != null && isHex(origin.requestId());
        Counters counters = entry.counters();
        boolean pending = entry.pendingChange().signum() != 0 || counters.hasPending();
        bytes.write((int) Math.floorMod(entry.position(), SPAN)
                | (entry.side() == Side.CREDIT ? CREDIT : 0)
                | (sameBook ? SAME_BOOK : 0)
                | (sameTransaction ? SAME_TRANSACTION : 0));
        bytes.write((hex ? HEX : 0)
                | (pending ? 0 : NOT_PENDING)
                | (sameActor ? SAME_ACTOR : 0)
                | (sameRequest ? SAME_REQUEST : 0)
                | (hexRequest ? HEX_REQUEST : 0)
                | (entry.textless() ? TEXTLESS : 0));
        if (!sameBook) {
            write(entry.account().ledger(), bytes);
            write(entry.asset(), bytes);
        }
        if (!sameTransaction) {
            writeIdentifier(entry.transaction(), hex, bytes);
            Leb128.write(entry.recordedAt(), bytes);
        }
        if (!sameActor) {
            write(emptyForNone(origin.actor()), bytes);
        }
        if (!sameRequest) {
            writeIdentifier(emptyForNone(origin.requestId()), hexRequest, bytes);
        }
        write(entry.account().address(), bytes);
        Leb128.write(entry.posting(), bytes);
        Leb128.write(entry.sequence(), bytes);
        write(entry.amount(), bytes);
        write(counters.debitsPosted(), bytes);
        write(counters.creditsPosted(), bytes);
        if (pending) {
            write(entry.pendingChange(), bytes);
            write(counters.debitsPending(), bytes);
            write(counters.creditsPending(), bytes);
        }
    }

    private static boolean isHex(String identifier) {
        return identifier.length() == HEX_DIGITS && LowerHex.isAll(identifier, 0);
    }

    private static void writeIdentifier(String identifier, boolean hex, ByteArrayOutputStream bytes) {
        if (hex) {
            bytes.writeBytes(HexFormat.of().parseHex(identifier));
        } else {
            write(identifier, bytes);
        }
    }

    private static String emptyForNone(String text) {
        return text == null ? "" : text;
    }

    private static void write(String text, ByteArrayOutputStream bytes) {
        byte[] characters = text.getBytes(StandardCharsets.UTF_8);
        Leb128.write(characters.length, bytes);
        bytes.writeBytes(characters);
    }

    private static void write(BigInteger number, ByteArrayOutputStream bytes) {
        byte[] digits = number.signum() == 0 ? new byte[0] : number.toByteArray();
        bytes.write(digits.length);
        bytes.writeBytes(digits);
    }

    /** Reads the entries of a row in the order in which they were written. */
    static final class Reader {
        private final long first;
        private final byte[] bytes;
        private final Leb128.Reader numbers;
        private int head;
        private int kind;
        private int ledger;
        private int asset;
        private int transaction;
        private boolean hexTransaction;
        private long recordedAt;
        private int actor;
        private int request;
        private boolean hexRequest;
        private int address;
        private int posting;
        private long sequence;
        private int amount;

        Reader(long span, byte[] bytes) {
            this.first = span * SPAN;
            this.bytes = bytes;
            this.numbers = new Leb128.Reader(bytes);
        }

        /** Goes on to the next entry, or tells that there is none. @throws IllegalStateException when it is damaged */
        boolean next() {
            if (!numbers.hasNext()) {
                return false;
            }
            try {
                pass();
            } catch (IndexOutOfBoundsException e) {
                throw damaged(e);
            }
            if (numbers.position() > bytes.length) {
                throw damaged(null);
            }
            return true;
        }

        private IllegalStateException damaged(Exception cause) {
            return new IllegalStateException(
                    "the row of the entries " + first + " to " + (first + SPAN - 1)
                            + " is damaged; replay the projection entries",
                    cause);
        }

        private void pass() {
            head = bytes[numbers.position()];
            kind = bytes[numbers.position() + 1];
            numbers.skip(2);
            if ((head & SAME_BOOK) == 0) {
                ledger = text();
                asset = text();
            }
            if ((head & SAME_TRANSACTION) == 0) {
                hexTransaction = (kind & HEX) != 0;
                transaction = identifier(hexTransaction);
                recordedAt = numbers.next();
            }
            if ((kind & SAME_ACTOR) == 0) {
                actor = text();
            }
            if ((kind & SAME_REQUEST) == 0) {
                hexRequest = (kind & HEX_REQUEST) != 0;
                request = identifier(hexRequest);
            }
            address = text();
            posting = (int) numbers.next();
            sequence = numbers.next();
            amount = numbers.position();
            for (int i = (kind & NOT_PENDING) == 0 ? 6 : 3; i > 0; i--) {
                numbers.skip(1 + (bytes[numbers.position()] & 0xFF));
            }
        }

        /** Passes by an identifier and tells where it begins. */
        private int identifier(boolean hex) {
            if (!hex) {
                return text();
            }
            int begin = numbers.position();
            numbers.skip(HEX_DIGITS / 2);
            return begin;
        }

        /** Passes by a text and tells where it begins. */
        private int text() {
            int begin = numbers.position();
            numbers.skip((int) numbers.next());
            return begin;
        }

        long position() {
            return first + (head & SPAN - 1);
        }

        PlainEntry entry() {
            Leb128.Reader values = new Leb128.Reader(bytes);
            values.skip(amount);
            BigInteger posted = number(values);
            BigInteger debitsPosted = number(values);
            BigInteger creditsPosted = number(values);
            boolean pending = (kind & NOT_PENDING) == 0;
            BigInteger pendingChange = pending ? number(values) : BigInteger.ZERO;
            BigInteger debitsPending = pending ? number(values) : BigInteger.ZERO;
            BigInteger creditsPending = pending ? number(values) : BigInteger.ZERO;
            return new PlainEntry(
                    position(),
                    new AccountKey(text(ledger), text(address)),
                    text(asset),
                    identifier(transaction, hexTransaction),
                    posting,
                    (head & CREDIT) == 0 ? Side.DEBIT : Side.CREDIT,
                    posted,
                    pendingChange,
                    recordedAt,
                    new Counters(debitsPosted, creditsPosted, debitsPending, creditsPending),
                    sequence,
                    new EntryOrigin(noneForEmpty(text(actor)), noneForEmpty(identifier(request, hexRequest))),
                    (kind & TEXTLESS) != 0);
        }

        private String identifier(int begin, boolean hex) {
            return hex ? HexFormat.of().formatHex(bytes, begin, begin + HEX_DIGITS / 2) : text(begin);
        }

        private static String noneForEmpty(String text) {
            return text.isEmpty() ? null : text;
        }

        private String text(int begin) {
            Leb128.Reader length = new Leb128.Reader(bytes);
            length.skip(begin);
            int characters = (int) length.next();
            return new String(bytes, length.position(), characters, StandardCharsets.UTF_8);
        }

        private BigInteger number(Leb128.Reader values) {
            int length = bytes[values.position()] & 0xFF;
            int begin = values.position() + 1;
            values.skip(1 + length);
            return length == 0 ? BigInteger.ZERO : new BigInteger(bytes, begin, length);
        }
    }
}
