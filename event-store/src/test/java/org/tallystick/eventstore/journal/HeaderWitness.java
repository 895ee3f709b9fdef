package org.tallystick.eventstore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.tallystick.storage.HeaderSafeFile;
import org.tallystick.storage.WrappedFile;

/** Files of H2, under the scheme {@code witness}, that tell of each write to their header before it is done. */
public final class HeaderWitness extends FilePathWrapper {
    static final String SCHEME = "witness";

    private static volatile Observer observer = (bytes, position) -> {};

    /** H2 makes instances of it. */
    public HeaderWitness() {}

    /** Is told what will be written. */
    interface Observer {
        void beforeWrite(byte[] bytes, long position) throws IOException;
    }

    static void observe(Observer told) {
        FilePath.register(new HeaderWitness());
        observer = told;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Observed(unwrap().open(mode));
    }

    private static final class Observed extends WrappedFile {
        Observed(FileChannel file) {
            super(file);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (position < HeaderSafeFile.HEADER) {
                byte[] bytes = new byte[source.remaining()];
                source.duplicate().get(bytes);
                observer.beforeWrite(bytes, position);
            }
            return file.write(source, position);
        }
    }
}
