package org.tallystick.app.web;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** A port of its own for management is a server of its own, without the filters of the other: it needs the same door. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementWebConfiguration {

    @Bean
    FilterRegistrationBean<SameOriginFilter> managementSameOriginFilter(Environment settings) {
        return WebConfiguration.registered(SameOriginFilter.of(settings), 0, "/*");
    }

    @Bean
    FilterRegistrationBean<StrictRequestFilter> managementStrictRequestFilter() {
        return WebConfiguration.registered(new StrictRequestFilter(), 1, "/*");
    }

    @Bean
    FilterRegistrationBean<HealthDetailsFilter> managementHealthDetailsFilter() {
        return WebConfiguration.registered(new HealthDetailsFilter(), 2, WebConfiguration.HEALTH);
    }
}
