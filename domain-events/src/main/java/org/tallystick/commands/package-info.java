/** What a client may ask for, and how it is answered. A command carries its identifiers; the writer adds the time. */
package org.tallystick.commands;
