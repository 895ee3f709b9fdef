/**
 * The published language of the HTTP API, as clients send it: a record for each body. What may be sent is what its record
 * has: a member must be there unless it is {@code @Nullable}, and may then be null or absent; with {@code
 * @JsonInclude(NON_NULL)} it may be absent, but not null.
 */
package org.tallystick.bodies;
