package org.tallystick.app.web;

import io.swagger.v3.oas.models.OpenAPI;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.tallystick.command.http.TimeOrderedIds;
import org.tallystick.command.journal.Store;

/** Filters, errors and the description of the API. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ProblemErrorController.class, BackupController.class})
public class WebConfiguration {

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(TimeOrderedIds ids) {
        FilterRegistrationBean<RequestIdFilter> registration = new FilterRegistrationBean<>(new RequestIdFilter(ids));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setUrlPatterns(List.of("/*"));
        return registration;
    }

    @Bean
    FilterRegistrationBean<StrictRequestFilter> strictRequestFilter() {
        FilterRegistrationBean<StrictRequestFilter> registration =
                new FilterRegistrationBean<>(new StrictRequestFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        registration.setUrlPatterns(List.of("/*"));
        return registration;
    }

    @Bean
    RequestMemory requestMemory() {
        return RequestMemory.ofHeap();
    }

    @Bean
    FilterRegistrationBean<AdmissionFilter> admissionFilter(RequestMemory memory) {
        FilterRegistrationBean<AdmissionFilter> registration =
                new FilterRegistrationBean<>(new AdmissionFilter(memory));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        registration.setUrlPatterns(List.of("/v1/*"));
        return registration;
    }

    @Bean
    FilterRegistrationBean<ForwardingFilter> forwardingFilter(ObjectProvider<Store> store) {
        FilterRegistrationBean<ForwardingFilter> registration =
                new FilterRegistrationBean<>(new ForwardingFilter(store::getObject));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        registration.setUrlPatterns(List.of("/v1/*"));
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTheContainer() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    @Bean
    OpenAPI document() {
        return ApiDescription.document();
    }

    @Bean
    OperationCustomizer apiDescription() {
        return new ApiDescription();
    }
}
