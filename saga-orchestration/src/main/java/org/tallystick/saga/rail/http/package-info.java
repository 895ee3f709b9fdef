/**
 * The rail to a payment provider over HTTP: signed payments out, signed notifications in. The form of both is described in
 * docs/reference.md.
 */
package org.tallystick.saga.rail.http;
