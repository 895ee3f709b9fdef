package org.tallystick.gauges;

import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application of somebody else, who watches rivers. */
@SpringBootApplication
class Waterways {

    @Bean
    TokenStore tokenStore() {
        return new InMemoryTokenStore();
    }
}
