/** The executable: puts the sides together in one process, on H2 or PostgreSQL. */
package org.tallystick.app;
