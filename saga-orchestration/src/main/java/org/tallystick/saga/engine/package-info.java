/** What runs sagas: the processors that follow the events, the store of sagas, their deadlines, and how they send commands. */
package org.tallystick.saga.engine;
