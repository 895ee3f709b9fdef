/** How every command is decided: rules in their order of precedence, and a decision before anything happens. */
package org.tallystick.command.decision;
