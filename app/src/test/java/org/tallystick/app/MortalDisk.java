package org.tallystick.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.tallystick.storage.WrappedFile;

/**
 * Files of H2, under the scheme {@code mortal}, that stop taking writes after a given number of them, in the middle of one.
 * What is in them then is what the end of a process leaves; after a loss of power, writes that were not synced are missing
 * as well, whichever.
 */
public final class MortalDisk extends FilePathWrapper {
    static final String SCHEME = "mortal";
    /** Two blocks at the beginning of a file of H2. */
    private static final long HEADER = 8_192;

    private static volatile Life current = new Life(new Random(), false);

    /** H2 makes instances of it. */
    public MortalDisk() {}

    static void register() {
        FilePath.register(new MortalDisk());
    }

    /** Files that are opened from now on belong to this life. */
    static Life newLife(Random random, boolean losesPower) {
        current = new Life(random, losesPower);
        return current;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new MortalFile(unwrap().open(mode), current);
    }

    /** What is shared by all files of one process. */
    static final class Life {
        private final Random random;
        private final boolean losesPower;
        private long writesLeft = Long.MAX_VALUE;
        private boolean endsInHeader;
        private boolean over;

        private Life(Random random, boolean losesPower) {
            this.random = random;
            this.losesPower = losesPower;
        }

        /** @param inHeader whether the last write is the next one to the header of a file */
        synchronized void endAfterWrites(long writes, boolean inHeader) {
            writesLeft = writes;
            endsInHeader = inHeader;
        }

        private boolean survivesWrite(long position) {
            return --writesLeft > 0 || endsInHeader && position >= HEADER;
        }

        synchronized boolean isOver() {
            return over;
        }
    }

    /** A write that can be taken back: what stood there before. */
    private record Unsynced(long position, byte[] before) {}

    private static final class MortalFile extends WrappedFile {
        private final Life life;
        private final Deque<Unsynced> unsynced = new ArrayDeque<>();
        private boolean powerLost;

        MortalFile(FileChannel file, Life life) {
            super(file);
            this.life = life;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            synchronized (life) {
                requireAlive();
                remember(position, source.remaining());
                if (life.survivesWrite(position)) {
                    return file.write(source, position);
                }
                ByteBuffer torn = source.duplicate();
                torn.limit(torn.position() + life.random.nextInt(torn.remaining() + 1));
                while (torn.hasRemaining()) {
                    file.write(torn, position + torn.position() - source.position());
                }
                life.over = true;
                requireAlive();
                return 0;
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = write(source, file.position());
            file.position(file.position() + written);
            return written;
        }

        private void remember(long position, int length) throws IOException {
            if (life.losesPower) {
                ByteBuffer before = ByteBuffer.allocate((int) Math.max(0, Math.min(length, file.size() - position)));
                while (before.hasRemaining()) {
                    file.read(before, position + before.position());
                }
                unsynced.push(new Unsynced(position, before.array()));
            }
        }

        private void requireAlive() throws IOException {
            if (life.over) {
                losePower();
                throw new IOException("this process has ended");
            }
        }

        /** Each write that was not synced is lost or not, by chance; the latest are taken back first. */
        private void losePower() throws IOException {
            if (!life.losesPower || powerLost) {
                return;
            }
            powerLost = true;
            while (!unsynced.isEmpty()) {
                Unsynced last = unsynced.pop();
                if (life.random.nextBoolean()) {
                    file.write(ByteBuffer.wrap(last.before()), last.position());
                }
            }
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            synchronized (life) {
                requireAlive();
                file.truncate(size);
                return this;
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            synchronized (life) {
                requireAlive();
                unsynced.clear();
            }
        }

        @Override
        protected void implCloseChannel() throws IOException {
            synchronized (life) {
                if (life.over) {
                    losePower();
                }
                file.close();
            }
        }
    }
}
