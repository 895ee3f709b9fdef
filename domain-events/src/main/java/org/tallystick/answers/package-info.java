/**
 * What clients are answered: one record for each thing that the API shows. Names and order of the members are those of the
 * API; a member is always there, be it null, unless it says {@code NON_NULL}.
 */
package org.tallystick.answers;
