/** Identifiers, amounts and states: the nouns that every side shares. Each is exact, immutable and checks its own form. */
package org.tallystick.values;
