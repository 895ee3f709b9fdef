package org.tallystick.app;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.tallystick.app.watch.WatchConfiguration;
import org.tallystick.app.web.WebConfiguration;

/** The whole program as Spring sees it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            WebMvcObservationAutoConfiguration.class,
            // It counts sessions, of which there are none.
            TomcatMetricsAutoConfiguration.class,
            // Nothing here begins transactions, is woven, scheduled or validated by annotations; it only made starts
            // longer.
            AopAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            TaskExecutionAutoConfiguration.class,
            TaskSchedulingAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            TransactionManagerCustomizationAutoConfiguration.class
        },
        excludeName = {
            // Nothing of Axon's is stored here but through the journal and the read models.
            "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration",
            // Its timeouts interrupt threads, and an interrupt in file I/O closes H2 for everybody.
            "org.axonframework.springboot.autoconfig.AxonTimeoutAutoConfiguration",
            // Its monitors are those of sagas alone.
            "org.axonframework.springboot.autoconfig.MicrometerMetricsAutoConfiguration",
            // It would tell its vendor about this installation.
            "org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration",
            "org.axonframework.springboot.autoconfig.XStreamAutoConfiguration"
        })
@ComponentScan({
    "org.tallystick.command",
    "org.tallystick.query",
    "org.tallystick.saga.payment",
    "org.tallystick.saga.transfer"
})
@Import({
    StoreConfiguration.class,
    CommandConfiguration.class,
    RailConfiguration.class,
    TransferConfiguration.class,
    StandingOrderConfiguration.class,
    QueryConfiguration.class,
    SagaConfiguration.class,
    TracingConfiguration.class,
    WatchConfiguration.class,
    WebConfiguration.class
})
class TallystickApplication {
    private TallystickApplication() {}

    /** Run while the program is built, up to where its beans are known: see {@link PreparedBeans}. */
    static void main(String[] args) {
        TallystickServer.start(args);
    }
}
