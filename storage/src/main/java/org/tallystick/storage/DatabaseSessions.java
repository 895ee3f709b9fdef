package org.tallystick.storage;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Sets connections up as the product needs them: to PostgreSQL, after what the configuration says they begin with; to a
 * file of H2, through {@link HeaderSafeFile}.
 */
public final class DatabaseSessions implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
            if (pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
                String own = pool.getConnectionInitSql();
                pool.setConnectionInitSql(
                        own == null ? Database.POSTGRESQL_SESSION : own + "; " + Database.POSTGRESQL_SESSION);
            }
            openSafely(pool);
        }
        return bean;
    }

    /** H2 may write to a file as soon as it opens it, so that it is tried before. */
    private static void openSafely(HikariDataSource pool) {
        String url = HeaderSafeFile.url(pool.getJdbcUrl());
        if (HeaderSafeFile.isOpenedBy(url)) {
            H2Canary.require();
        }
        pool.setJdbcUrl(url);
    }
}
