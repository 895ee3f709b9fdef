/** What both sides of the HTTP API share: the shapes of answers and problems, and the strict reading of what is sent. */
package org.tallystick.api;
