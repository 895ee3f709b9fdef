package org.tallystick.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where everything runs: the databases, and the processes of the contestants, each started when it is first needed. */
final class Site implements AutoCloseable {
    private final Path folder;
    private final Path launcher;
    private final int postgresPort;
    private final long manyEvents;
    private final Map<String, WorkerProcess> workers = new LinkedHashMap<>();
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private ConstantHandler constantHandler;

    /** @param manyEvents what a store grows to where growth is measured */
    Site(Path folder, Path launcher, int postgresPort, long manyEvents) {
        this.folder = folder;
        this.launcher = launcher;
        this.postgresPort = postgresPort;
        this.manyEvents = manyEvents;
    }

    /** What a contestant stores in. */
    enum Store {
        POSTGRESQL,
        H2
    }

    WorkerProcess worker(String kind, Store store) throws IOException {
        String name = name(kind, store);
        WorkerProcess worker = workers.get(name);
        if (worker == null) {
            worker = new WorkerProcess(kind, url(name, store), log(name));
            workers.put(name, worker);
        }
        return worker;
    }

    private static String name(String kind, Store store) {
        return kind + "_" + store.name().toLowerCase(Locale.ROOT);
    }

    private String url(String name, Store store) {
        return store == Store.H2
                ? "jdbc:h2:file:" + folder.resolve(name) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000"
                : "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + name;
    }

    /** The server that all loads over HTTP go to. */
    Server server(Store store) throws IOException, InterruptedException {
        return server("server", store);
    }

    /** A server that stays until the end, on a store of this name. */
    Server server(String kind, Store store) throws IOException, InterruptedException {
        String name = name(kind, store);
        Server server = servers.get(name);
        if (server == null) {
            server = start(kind, store, null);
            servers.put(name, server);
        }
        return server;
    }

    /** A server of its own, on a store that is kept under this name. */
    Server start(String kind, Store store, String javaHome) throws IOException, InterruptedException {
        String name = name(kind, store);
        List<String> settings = new ArrayList<>();
        if (store == Store.H2) {
            settings.add("--tallystick.data=" + folder.resolve(name));
        } else {
            settings.add("--spring.datasource.url=" + url(name, store));
            settings.add("--spring.datasource.username=postgres");
        }
        return Server.start(launcher, log(name), javaHome, settings);
    }

    ConstantHandler constantHandler() throws IOException {
        if (constantHandler == null) {
            constantHandler = new ConstantHandler();
        }
        return constantHandler;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    long manyEvents() {
        return manyEvents;
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    @Override
    public void close() throws InterruptedException {
        for (WorkerProcess worker : workers.values()) {
            worker.close();
        }
        for (Server server : servers.values()) {
            server.close();
        }
        if (constantHandler != null) {
            constantHandler.close();
        }
    }
}
