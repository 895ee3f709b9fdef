/**
 * Payments that cross services: sagas, their deadlines, and the rails that connect to banks and payment providers. A
 * saga sends commands and listens to events; it never reads the tables of the other sides.
 */
package org.tallystick.saga;
