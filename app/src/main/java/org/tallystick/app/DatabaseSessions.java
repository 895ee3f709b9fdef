package org.tallystick.app;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.tallystick.command.journal.Database;
import org.tallystick.command.journal.MendedFile;

/**
 * Sets connections up as the product needs them: to PostgreSQL, after what the configuration says they begin with; to a
 * file of H2, through {@link MendedFile}.
 */
final class DatabaseSessions implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
            if (pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
                String own = pool.getConnectionInitSql();
                pool.setConnectionInitSql(
                        own == null ? Database.POSTGRESQL_SESSION : own + "; " + Database.POSTGRESQL_SESSION);
            }
            pool.setJdbcUrl(MendedFile.url(pool.getJdbcUrl()));
        }
        return bean;
    }
}
