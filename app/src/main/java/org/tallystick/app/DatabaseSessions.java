package org.tallystick.app;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.tallystick.command.journal.Database;

/** Sets connections to PostgreSQL up as the product needs them, after what the configuration says they begin with. */
final class DatabaseSessions implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && pool.getJdbcUrl() != null
                && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
            String own = pool.getConnectionInitSql();
            pool.setConnectionInitSql(
                    own == null ? Database.POSTGRESQL_SESSION : own + "; " + Database.POSTGRESQL_SESSION);
        }
        return bean;
    }
}
