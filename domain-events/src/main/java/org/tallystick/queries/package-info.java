/**
 * Questions to the read side and the shapes of their answers. Every question may name a position that the answer must
 * reflect.
 */
package org.tallystick.queries;
