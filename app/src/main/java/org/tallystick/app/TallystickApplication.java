package org.tallystick.app;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.tallystick.app.web.WebConfiguration;
import org.tallystick.command.http.CommandHttpConfiguration;

/** The whole program as Spring sees it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = WebMvcObservationAutoConfiguration.class)
@Import({
    StoreConfiguration.class,
    CommandConfiguration.class,
    CommandHttpConfiguration.class,
    RailConfiguration.class,
    TransferConfiguration.class,
    StandingOrderConfiguration.class,
    QueryConfiguration.class,
    SagaConfiguration.class,
    WebConfiguration.class
})
class TallystickApplication {}
