/** The write side: business nouns above, the lanes and the journal that carry them below. */
package org.tallystick.command;
