package org.tallystick.app;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.readmodels.ProjectionEngine;

/** What a database has executed, and how it would. */
interface Plans {

    static Plans of(ConfigurableApplicationContext server) {
        DataSource database = Objects.requireNonNull(
                server.getBean(ProjectionEngine.class).serving("entries").jdbc().getDataSource());
        String url = server.getEnvironment().getProperty("spring.datasource.url", "");
        return url.startsWith("jdbc:postgresql:") ? new PostgresPlans(database) : new H2Plans(database);
    }

    /** Once, after the tables are filled. */
    void prepare() throws SQLException;

    /** Whether metrics ask so, whenever they do. */
    static boolean isOfMetrics(String sql) {
        return sql.contains("GROUP BY state");
    }

    /** The statements of requests on read models since the last call, and how often each was executed. */
    Map<String, Integer> statements() throws SQLException;

    String plan(String sql) throws SQLException;

    /** Whether the plan goes through a whole table or index. */
    boolean scans(String plan);

    /** Whether the plan reads all that matches before it can give the first row. */
    boolean sorts(String plan);
}
