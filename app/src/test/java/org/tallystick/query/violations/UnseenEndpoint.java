package org.tallystick.query.violations;

import org.springframework.web.bind.annotation.RestController;

/** No scan for controllers finds it. */
@RestController
public class UnseenEndpoint {}
