package org.tallystick.app;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.storage.SideDatabase;

/** Where the projections of the read side are stored, and what they share with its queries. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    @Bean(destroyMethod = "close")
    SideDatabase readModels(DataSource dataSource, @Value("${spring.datasource.url}") String url) throws SQLException {
        return SideDatabase.openDerived(dataSource, url, "readmodels");
    }

    @Bean
    EntryIndex entryIndex() {
        return new EntryIndex();
    }
}
