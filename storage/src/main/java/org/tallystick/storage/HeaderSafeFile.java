package org.tallystick.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.DataUtils;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Files of H2, under the scheme {@code mended}, whose header leads to the chunk that was written last. H2 starts from
 * the header, or from the end of the file when that leads nowhere; a write that is torn can hide all that was committed
 * since. Two faults are mended here:
 *
 * <ul>
 *   <li>H2 2.5.250 and 2.5.252 name the chunk before the last in the header. (The releases before them do not come to an
 *       end after a failed write.)
 *   <li>All releases write a chunk over those that the header leads through, and the header only after it.
 * </ul>
 *
 * <p>So the header is written before each chunk. Of its two copies the first names the last chunk, which may not be synced yet,
 * the second the last one that is; H2 goes on to the second when it does not find what the first names. A header is synced
 * first where the durable one names what will be overwritten. The format is that of {@code org.h2.mvstore.RandomAccessStore}: two blocks with a header
 * each, which tells block, number and version of the last chunk, in hexadecimal; and chunks, each of which begins with a
 * line that tells the same.
 */
public final class HeaderSafeFile extends FilePathWrapper {
    private static final String SCHEME = "mended";
    private static final String H2 = "jdbc:h2:";
    /** A path, or one under {@code file:}; every other scheme has two letters or more, unlike a Windows drive. */
    private static final Pattern ON_DISK = Pattern.compile(H2 + "(?:file:)?((?![a-z]{2,}:).*)");

    private static final int BLOCK = 4_096;
    /** The bytes of a file before its first chunk. */
    public static final int HEADER = 2 * BLOCK;

    private static final byte[] STORE = "H:".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] CHUNK = "chunk:".getBytes(StandardCharsets.ISO_8859_1);
    private static final String CHECKSUM = "fletcher";
    private static final String CLEAN = "clean";
    /** Files of which a sync has failed: a later one that goes well proves nothing of what the failed one left out. */
    private static final Set<String> UNSYNCED = ConcurrentHashMap.newKeySet();

    static {
        FilePath.register(new HeaderSafeFile());
    }

    /** H2 makes instances of it. */
    public HeaderSafeFile() {}

    /** The URL by which a database is to be opened: of one in a file of H2, under this scheme; of another, as it is. */
    public static String url(String jdbcUrl) {
        Matcher onDisk = ON_DISK.matcher(jdbcUrl);
        return onDisk.matches() ? over(onDisk.group(1)) : jdbcUrl;
    }

    /**
     * The URL of a database in a file of H2.
     *
     * @param path may have a scheme itself
     */
    public static String over(String path) {
        return H2 + SCHEME + ":" + path;
    }

    static boolean isOpenedBy(String jdbcUrl) {
        return jdbcUrl.startsWith(H2 + SCHEME + ":");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(toString(), unwrap().open(mode));
    }

    /** A chunk as the header names it, and where it stands. */
    private record Named(long version, Map<String, String> header, long from, long to) {
        boolean overlaps(long position, long length) {
            return from < position + length && position < to;
        }
    }

    private static final class Channel extends WrappedFile {
        private final String name;
        /** What H2 wrote last; null while it wrote none, which {@link H2StoreGuard} makes it do once it has opened a file. */
        private @Nullable Map<String, String> header;

        private @Nullable Named last;
        /** What was the last when the file was synced. */
        private @Nullable Named synced;

        private @Nullable Named inHeader;
        /** What the header names that outlives a loss of power; null while that is one of an earlier process. */
        private @Nullable Named durable;

        Channel(String name, FileChannel file) {
            super(file);
            this.name = name;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            if (position == 0 && source.remaining() == HEADER && startsWith(STORE, source)) {
                Map<String, String> told = firstLine(source);
                header = told;
                Named newest = last;
                if (newest != null) {
                    source.position(source.limit());
                    writeHeader(told, newest);
                    return HEADER;
                }
            } else if (position >= HEADER && startsWith(CHUNK, source)) {
                return writeChunk(source, position);
            }
            return file.write(source, position);
        }

        @SuppressWarnings("ReferenceEquality") // the very same chunk
        private int writeChunk(ByteBuffer source, long position) throws IOException {
            int length = source.remaining();
            if (last != null && header != null && inHeader != last) {
                writeHeader(header, last);
            }
            if (inHeader != null && (durable == null || durable != inHeader && durable.overlaps(position, length))) {
                force(false);
            }
            Map<String, String> chunk = firstLine(source);
            while (source.hasRemaining()) {
                file.write(source, position + length - source.remaining());
            }
            note(chunk, position, length);
            return length;
        }

        /** Chunks that are moved are written again, with the version that they had. */
        private void note(Map<String, String> chunk, long position, int length) {
            long version = DataUtils.readHexLong(chunk, "version", -1);
            if (last == null || version >= last.version) {
                Map<String, String> named = Map.of(
                        "block", Long.toHexString(position / BLOCK),
                        "chunk", chunk.get("chunk"),
                        "version", chunk.get("version"));
                last = new Named(version, named, position, position + length);
            }
        }

        /**
         * The second copy first, and each by itself: while it is torn, the first still says what it said, which led to the last
         * chunk until now; while the first is torn, the second names the last chunk that was synced.
         */
        private void writeHeader(Map<String, String> told, Named newest) throws IOException {
            Named safe = synced;
            writeCopy(BLOCK, told, safe == null || told.containsKey(CLEAN) ? newest : safe);
            writeCopy(0, told, newest);
            inHeader = newest;
        }

        private void writeCopy(long position, Map<String, String> told, Named chunk) throws IOException {
            DataUtils.writeFully(file, position, ByteBuffer.allocate(BLOCK).put(0, line(told, chunk)));
        }

        private static byte[] line(Map<String, String> told, Named chunk) {
            HashMap<String, String> named = new HashMap<>(told);
            named.remove(CHECKSUM);
            named.putAll(chunk.header);
            StringBuilder text = new StringBuilder();
            DataUtils.appendMap(text, named);
            byte[] checked = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            DataUtils.appendMap(text, CHECKSUM, DataUtils.getFletcher32(checked, 0, checked.length));
            return text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        }

        private static boolean startsWith(byte[] beginning, ByteBuffer source) {
            for (int i = 0; i < beginning.length; i++) {
                if (i >= source.remaining() || source.get(source.position() + i) != beginning[i]) {
                    return false;
                }
            }
            return true;
        }

        private static Map<String, String> firstLine(ByteBuffer source) {
            StringBuilder line = new StringBuilder();
            for (int i = source.position(); i < source.limit() && source.get(i) != '\n'; i++) {
                line.append((char) source.get(i));
            }
            return DataUtils.parseMap(line.toString());
        }

        @Override
        public synchronized void force(boolean metaData) throws IOException {
            if (UNSYNCED.contains(name)) {
                throw new IOException("an earlier sync of " + name + " has failed");
            }
            try {
                file.force(metaData);
            } catch (IOException e) {
                UNSYNCED.add(name);
                throw e;
            }
            synced = last;
            durable = inHeader;
        }
    }
}
