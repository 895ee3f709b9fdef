package org.tallystick.command.http;

import org.axonframework.commandhandling.CommandBus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RestController;

/** The command API: every controller of the command side, and what they share. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = "org.tallystick.command",
        // Classes of other names are not even opened, which makes starts shorter.
        resourcePattern = "**/*Controller.class",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(RestController.class))
public class CommandHttpConfiguration {

    @Bean
    CommandSender commandSender(CommandBus commandBus) {
        return new CommandSender(commandBus);
    }

    @Bean
    TimeOrderedIds timeOrderedIds() {
        return new TimeOrderedIds();
    }
}
