package org.tallystick.app.violations;

import org.springframework.web.bind.annotation.RestController;

/** Whoever looks for a controller does not find it. */
@RestController
public class UnseenEndpoint {}
