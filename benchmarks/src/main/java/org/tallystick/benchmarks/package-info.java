/**
 * Measures Tallystick beside what people compare it with, in alternating rounds on one machine. {@link Compare} leads;
 * each contestant runs in a process of its own that lives through all rounds, so that every one is measured warm.
 */
package org.tallystick.benchmarks;
