/** What the command controllers share: reading requests, sending commands, and answering with outcomes. */
package org.tallystick.command.http;
