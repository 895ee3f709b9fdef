/**
 * The OpenAPI document, made when the program is built: out of the mappings and annotations of the controllers, the records of
 * the published language and what their Javadoc says.
 */
package org.tallystick.openapi;
