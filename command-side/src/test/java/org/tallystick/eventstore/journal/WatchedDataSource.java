package org.tallystick.eventstore.journal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/** A real data source, each of whose calls is shown to a watcher before and after it happens. */
public final class WatchedDataSource {
    private static final Set<String> CALLS = Set.of(
            "getConnection",
            "prepareStatement",
            "createStatement",
            "execute",
            "executeUpdate",
            "executeBatch",
            "executeQuery",
            "commit",
            "next");

    private WatchedDataSource() {}

    public interface Watcher {
        /** @throws SQLException instead of the call */
        void before(String call) throws SQLException;

        /** @throws SQLException although the call has happened */
        void after(String call, Object result) throws SQLException;
    }

    public static DataSource of(DataSource real, Watcher watcher) {
        return watch(DataSource.class, real, watcher);
    }

    private static <T> T watch(Class<T> type, T real, Watcher watcher) {
        InvocationHandler handler = (proxy, method, arguments) -> call(real, method, arguments, watcher);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object real, Method method, Object[] arguments, Watcher watcher) throws Throwable {
        boolean watched = CALLS.contains(method.getName());
        if (watched) {
            watcher.before(method.getName());
        }
        Object result;
        try {
            result = method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (watched) {
            watcher.after(method.getName(), result);
        }
        return method.getName().equals("unwrap") ? result : watchedResult(result, watcher);
    }

    private static Object watchedResult(Object result, Watcher watcher) {
        if (result instanceof Connection connection) {
            return watch(Connection.class, connection, watcher);
        } else if (result instanceof PreparedStatement statement) {
            return watch(PreparedStatement.class, statement, watcher);
        } else if (result instanceof Statement statement) {
            return watch(Statement.class, statement, watcher);
        } else if (result instanceof ResultSet rows) {
            return watch(ResultSet.class, rows, watcher);
        }
        return result;
    }
}
