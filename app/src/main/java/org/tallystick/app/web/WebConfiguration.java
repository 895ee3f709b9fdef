package org.tallystick.app.web;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.TomcatVirtualThreadsWebServerFactoryCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.tallystick.command.http.BatchMemoryBudget;
import org.tallystick.command.http.TimeOrderedIds;
import org.tallystick.eventstore.journal.Store;

/** Filters, errors and the description of the API. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ProblemErrorController.class, BackupController.class, ApiDescriptionController.class})
public class WebConfiguration {
    static final String HEALTH = "/actuator/health/*";
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    /** Before the container starts, which logs each failure of a filter. @throws org.tallystick.app.settings.UsageException */
    public static void check(Environment settings) {
        SameOriginFilter.of(settings);
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(TimeOrderedIds ids) {
        return registered(new RequestIdFilter(ids), 0, "/*");
    }

    /** The framework keeps the request of a thread while a controller runs; nothing outside of controllers asks for it. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
        FilterRegistrationBean<RequestContextFilter> registration =
                new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    FilterRegistrationBean<RequestTimes> requestTimes(ObjectProvider<MeterRegistry> registry) {
        return registered(new RequestTimes(registry::getObject), 1, "/*");
    }

    @Bean
    FilterRegistrationBean<SameOriginFilter> sameOriginFilter(Environment settings) {
        return registered(SameOriginFilter.of(settings), 2, "/*");
    }

    @Bean
    FilterRegistrationBean<StrictRequestFilter> strictRequestFilter() {
        return registered(new StrictRequestFilter(), 3, "/*");
    }

    @Bean
    FilterRegistrationBean<InflatingFilter> inflatingFilter() {
        return registered(new InflatingFilter(), 4, "/v1/*");
    }

    @Bean
    RequestMemory requestMemory() {
        return RequestMemory.ofHeap();
    }

    @Bean
    FilterRegistrationBean<AdmissionFilter> admissionFilter(RequestMemory memory) {
        return registered(new AdmissionFilter(memory), 5, "/v1/*");
    }

    @Bean
    FilterRegistrationBean<ForwardingFilter> forwardingFilter(ObjectProvider<Store> store) {
        return registered(new ForwardingFilter(store::getObject), 6, "/v1/*");
    }

    @Bean
    FilterRegistrationBean<HealthDetailsFilter> healthDetailsFilter() {
        return registered(new HealthDetailsFilter(), 7, HEALTH);
    }

    @Bean
    MemoryMetrics memoryMetrics(RequestMemory requests, BatchMemoryBudget batches) {
        return new MemoryMetrics(requests, batches);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTheContainer() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    /** Each request has a thread of its own where they cost little. Not a condition: beans are the same on each JDK. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> threadsOfRequests() {
        return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS
                ? new TomcatVirtualThreadsWebServerFactoryCustomizer()
                : factory -> {};
    }

    @Bean
    ApiMethodAdapter apiMethodAdapter() {
        return new ApiMethodAdapter();
    }

    @Bean
    WebMvcRegistrations apiMappings() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new ApiMappings();
            }
        };
    }

    /** Spring looks for one of this name. */
    @Bean
    MessageSource messageSource() {
        return new Untranslated();
    }

    /** @param place among the filters, from 0 on, all before those of the framework */
    static <F extends Filter> FilterRegistrationBean<F> registered(F filter, int place, String paths) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        registration.setUrlPatterns(List.of(paths));
        return registration;
    }
}
