package org.tallystick.app;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.tallystick.app.settings.UsageException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.saga.http.Signature;
import org.tallystick.saga.rail.RailNewsListener;
import org.tallystick.saga.rail.SubmissionClaims;
import org.tallystick.saga.rail.http.HttpRail;
import org.tallystick.saga.rail.http.HttpRailController;
import org.tallystick.saga.rail.iso20022.Iso20022Rail;
import org.tallystick.saga.screening.HttpScreening;
import org.tallystick.saga.screening.RuleScreening;
import org.tallystick.saga.screening.Screening;
import org.tallystick.saga.screening.ScreeningChain;

/** The rails to banks and providers, and screening, each where its settings say so. */
@Configuration(proxyBeanMethods = false)
class RailConfiguration {

    @Bean
    RailProperties railProperties(ConfigurableEnvironment environment) {
        return new RailProperties(environment);
    }

    @Bean
    @ConditionalOnProperty(RailProperties.ISO_20022 + "folder")
    Iso20022Rail iso20022Rail(
            RailProperties properties,
            RailNewsListener listener,
            SubmissionClaims claims,
            Clock clock,
            BooleanSupplier paymentsMoveHere) {
        try {
            return Iso20022Rail.open(properties.iso20022(), listener, claims, clock, paymentsMoveHere);
        } catch (IOException e) {
            throw new UsageException(
                    RailProperties.ISO_20022 + "folder cannot be used: " + e.getMessage() + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    /** Whose provider calls back. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(RailProperties.HTTP + "url")
    static class Http {

        @Bean
        Signature httpRailSignature(RailProperties properties, Clock clock) {
            return properties.httpSignature(clock);
        }

        @Bean(destroyMethod = "close")
        HttpRail httpRail(RailProperties properties, Signature httpRailSignature, SubmissionClaims claims) {
            return new HttpRail(properties.http(), httpRailSignature, claims);
        }

        @Bean
        HttpRailController httpRailController(Signature httpRailSignature, RailNewsListener listener) {
            return new HttpRailController(httpRailSignature, listener);
        }
    }

    /** Rules come first: they cost less than asking somebody. */
    @Bean
    Screening screening(RailProperties properties, EventLog log, Clock clock, ScheduledExecutorService outsideSteps) {
        List<Screening> links = new ArrayList<>();
        try {
            if (properties.screeningRules() != null) {
                links.add(RuleScreening.of(properties.screeningRules(), log, outsideSteps));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
        if (properties.screeningUrl() != null) {
            links.add(new HttpScreening(
                    properties.screeningUrl(), properties.screeningTimeout(), properties.screeningSignature(clock)));
        }
        return new ScreeningChain(links);
    }
}
