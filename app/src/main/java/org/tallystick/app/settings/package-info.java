/** Settings {@code tallystick.*}: which there are, where they come from, and what is said to whoever gave a wrong one. */
package org.tallystick.app.settings;
